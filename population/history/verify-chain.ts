import { chainLink, chainStart } from "./chain.js";
import type { Connection } from "./connection.js";
import { rowHash, type TableShape, type Value } from "./row.js";

interface Link {
  readonly sequence: number;
  readonly entry_table: string;
  readonly entry_id: number;
  readonly row_hash: Buffer;
  readonly chain_hash: Buffer;
}

/**
 * Walks the chain and every table side by side, each once and in insertion order, and recomputes all hashes.
 * Null when whole; else one sentence about the first place that was changed, removed or added.
 * It cannot see that the newest rows were cut off together with their links, or that all was recomputed:
 * compare the history digest with a published one for that.
 */
export function verifyChain(connection: Connection, shapes: readonly TableShape[]): string | null {
  const rows = new Map(shapes.map((shape) => [shape.name, new RowCursor(connection, shape)]));
  const links = connection.prepare<[], Link>("SELECT * FROM chain ORDER BY sequence").iterate();
  try {
    return firstBrokenLink(links, rows) ?? firstExtraRow(rows);
  } finally {
    links.return?.();
    for (const cursor of rows.values()) cursor.close();
  }
}

function firstBrokenLink(links: Iterable<Link>, rows: ReadonlyMap<string, RowCursor>): string | null {
  let previous: Buffer = chainStart;
  let sequence = 0;
  for (const link of links) {
    sequence += 1;
    const place = `${link.entry_table} ${link.entry_id}`;
    if (link.sequence !== sequence) return `link ${sequence} of the chain is missing`;
    const cursor = rows.get(link.entry_table);
    const trouble = cursor === undefined ? "is in no table of the history" : cursor.compare(link);
    if (trouble !== null) return `${place} ${trouble}`;
    previous = chainLink(previous, link.row_hash);
    if (!previous.equals(link.chain_hash)) return `link ${sequence} of the chain (${place}) was changed`;
  }
  return null;
}

function firstExtraRow(rows: ReadonlyMap<string, RowCursor>): string | null {
  for (const [table, cursor] of rows) {
    const extra = cursor.next();
    if (extra !== undefined) return `${table} ${extra.id} was added outside the chain`;
  }
  return null;
}

/** One table's rows in insertion order, compared with the links that name them. */
class RowCursor {
  readonly #table: string;
  readonly #rows: IterableIterator<unknown[]>;

  constructor(connection: Connection, shape: TableShape) {
    this.#table = shape.name;
    this.#rows = connection
      .prepare<[], unknown[]>(`SELECT id, ${shape.columns.join(", ")} FROM ${shape.name} ORDER BY id`)
      .raw()
      .iterate();
  }

  next(): { id: number; values: Value[] } | undefined {
    const step = this.#rows.next();
    if (step.done) return undefined;
    const [id, ...values] = step.value as [number, ...Value[]];
    return { id, values };
  }

  compare(link: Link): string | null {
    const row = this.next();
    if (row === undefined || row.id > link.entry_id) return "is missing";
    if (row.id !== link.entry_id) return `is preceded by ${row.id}, which was added outside the chain`;
    return rowHash(this.#table, row.id, row.values).equals(link.row_hash) ? null : "was changed";
  }

  close(): void {
    this.#rows.return?.();
  }
}
