import { chainStart } from "../chain.js";
import { BrokenChain, type ChainedRow } from "../chain-walk.js";
import { isOfDatabase } from "../connection.js";

/** The beginning of a history that can be read and was not changed, and is a whole state of its run. */
export interface IntactPart {
  readonly rows: number;
  readonly chainHash: Buffer;
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>;
}

/** How far the rows of a damaged history go before the first damage, back to where an append ended. */
export function intactPart(rows: Iterable<ChainedRow>): IntactPart {
  let part: IntactPart = { rows: 0, chainHash: chainStart, tables: {} };
  const tables: Record<string, number> = {};
  try {
    for (const row of rows) {
      const { name } = row.shape;
      tables[name] = (tables[name] ?? 0) + 1;
      if (endsAppend(row)) part = { rows: row.sequence, chainHash: row.chainHash, tables: { ...tables } };
    }
  } catch (error) {
    if (!(error instanceof BrokenChain) && !isOfDatabase(error)) throw error;
  }
  return part;
}

/** Tables of which one append writes several rows, or rows that mean nothing before a later one. */
const openTables = new Set(["blob", "document", "observation", "event", "attempt"]);

/** A trajectory ends with an event that says so; documents, with the first row after them. */
function endsAppend({ shape, values }: ChainedRow): boolean {
  if (!openTables.has(shape.name)) return true;
  return shape.name === "event" && values[shape.columns.indexOf("kind")] === "ended";
}
