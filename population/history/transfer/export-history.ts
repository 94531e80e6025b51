import { UsageError } from "../../../foundation/errors.js";
import { allTables } from "../all-tables.js";
import { chainStart } from "../chain.js";
import { BrokenChain, type ChainedRow, walkChain } from "../chain-walk.js";
import { type Connection, explained, isDamage, openDamaged } from "../connection.js";
import { newestForReading } from "../open.js";
import type { TableShape } from "../row.js";
import { type ExportHeader, exportFormat, exportVersion } from "./export-header.js";
import { plainRow } from "./exported-row.js";
import { intactPart } from "./intact-part.js";

/** An export under way: a snapshot of the history that does not change while it is read. */
export interface HistoryExport {
  readonly header: ExportHeader;
  /**
   * The header, then every row in insertion order, each as one line of JSON with its newline. To be taken once.
   * @throws UsageError at the first row that was changed, removed or added, or cannot be read.
   */
  lines(): Generator<string>;
  /** To be called in the end, whatever happened. */
  close(): void;
}

/**
 * Exports the history at a path, also while a run writes it. `intact` is for a damaged one: of it only what lies
 * before the first damage is exported, as a whole and earlier state of the run.
 * @throws UsageError when there is no history, or nothing of it can be read.
 */
export function exportHistory(path: string, part: "whole" | "intact"): HistoryExport {
  const connection = part === "whole" ? newestForReading(path) : openDamaged(path);
  try {
    connection.exec("BEGIN");
    const shapes = part === "whole" ? allTables : tablesIn(connection);
    const header = part === "whole" ? wholeHeader(connection, shapes) : intactHeader(connection, shapes);
    if (part === "intact" && header.rows === 0) throw new UsageError(`nothing of ${path} can be rescued`);
    return {
      header,
      lines: () => linesOf(path, header, walkChain(connection, shapes)),
      close: () => connection.close(),
    };
  } catch (error) {
    connection.close();
    if (part === "intact" && isDamage(error)) throw new UsageError(`nothing of ${path} can be rescued`);
    throw explained(error, path);
  }
}

function* linesOf(path: string, header: ExportHeader, rows: Generator<ChainedRow>): Generator<string> {
  try {
    yield `${JSON.stringify(header)}\n`;
    let left = header.rows;
    while (left > 0) {
      const { value: row } = rows.next();
      if (!row) throw new BrokenChain("rows", "are missing at the end");
      left -= 1;
      yield `${JSON.stringify(plainRow(row))}\n`;
    }
  } catch (error) {
    if (!(error instanceof BrokenChain)) throw explained(error, path);
    throw new UsageError(
      `${path} is not as it was written (${error.message}); ` +
        "history export --intact exports what lies before that place",
    );
  } finally {
    rows.return(undefined);
  }
}

function wholeHeader(connection: Connection, shapes: readonly TableShape[]): ExportHeader {
  const tables = Object.fromEntries(
    shapes.map(({ name }) => [
      name,
      connection.prepare<[], number>(`SELECT COUNT(*) FROM ${name}`).pluck().get() ?? 0,
    ]),
  );
  const last = connection
    .prepare<[], { sequence: number; chain_hash: Buffer }>(
      "SELECT sequence, chain_hash FROM chain ORDER BY sequence DESC LIMIT 1",
    )
    .get();
  return headerOf(connection, last?.sequence ?? 0, last?.chain_hash ?? chainStart, tables);
}

function intactHeader(connection: Connection, shapes: readonly TableShape[]): ExportHeader {
  const { rows, chainHash, tables } = intactPart(walkChain(connection, shapes));
  return headerOf(connection, rows, chainHash, tables);
}

function headerOf(
  connection: Connection,
  rows: number,
  chain: Buffer,
  tables: Readonly<Record<string, number>>,
): ExportHeader {
  const history = Number(connection.pragma("user_version", { simple: true }));
  const head = { format: exportFormat, version: exportVersion, history } as const;
  return { ...head, rows, tables, chain: chain.toString("hex") };
}

/** A damaged file may be of an older format, which cannot be brought up to date. */
function tablesIn(connection: Connection): TableShape[] {
  const names = connection.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck();
  const present = new Set(names.all());
  return allTables.filter(({ name }) => present.has(name));
}
