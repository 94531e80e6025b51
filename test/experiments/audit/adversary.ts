import { chainLink, chainStart } from "../../../population/history/chain.js";
import { Evidence } from "../../../population/history/evidence.js";
import { rowHash, type Value } from "../../../population/history/row.js";
import { openRaw, tamper } from "../../population/history/raw-database.js";

/** A history file that somebody opened who may change everything in it. */
export type Raw = Parameters<Parameters<typeof tamper>[1]>[0];

/** Every table of a history but its chain, with its columns besides `id`, as the file itself declares them. */
export function tablesOf(raw: Raw): Map<string, string[]> {
  const tables = raw.prepare<[], string>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'chain'",
  );
  return new Map(
    tables
      .pluck()
      .all()
      .map((table) => [table, columnsOf(raw, table).filter((column) => column !== "id")]),
  );
}

export function columnsOf(raw: Raw, table: string): string[] {
  return raw.prepare<[string], string>("SELECT name FROM pragma_table_info(?)").pluck().all(table);
}

/** Changes a history, and leaves the chain as it was. */
export function change(path: string, changes: (raw: Raw) => void): void {
  tamper(path, (raw) => raw.transaction(() => changes(raw))());
}

/** Changes a history and makes the whole tamper chain again, with rows numbered without gaps. */
export function forgeChain(path: string, changes: (raw: Raw) => void): void {
  change(path, (raw) => {
    changes(raw);
    chainAgain(raw);
  });
}

/** Changes a history as somebody does who knows how it is made: its digest is stored anew, and the whole chain. */
export function forge(path: string, changes: (raw: Raw) => void): void {
  const before = storedDigest(path);
  change(path, changes);
  const digest = storedDigest(path) === before ? digestOf(path) : null;
  forgeChain(path, (raw) => {
    if (digest !== null) raw.prepare("UPDATE run SET value = ? WHERE name LIKE 'digest.%'").run(digest);
  });
}

function storedDigest(path: string): string | undefined {
  const raw = openRaw(path);
  const digest = raw.prepare<[], string>("SELECT value FROM run WHERE name LIKE 'digest.%'").pluck().get();
  raw.close();
  return digest;
}

/** Null when the changes have left nothing that has a digest. */
function digestOf(path: string): string | null {
  const evidence = new Evidence(path);
  try {
    return evidence.digest();
  } catch {
    return null;
  } finally {
    evidence.close();
  }
}

/** Writes the chain anew: links in the order in which they were, without those of removed rows, added rows last. */
export function chainAgain(raw: Raw): void {
  const rows = orderedRows(raw);
  raw.exec("DELETE FROM chain");
  const link = raw.prepare(
    "INSERT INTO chain (sequence, entry_table, entry_id, row_hash, chain_hash) VALUES (?, ?, ?, ?, ?)",
  );
  let previous: Buffer = chainStart;
  for (const [index, { table, id, values }] of rows.entries()) {
    const hash = rowHash(table, id, values);
    previous = chainLink(previous, hash);
    link.run(index + 1, table, id, hash, previous);
  }
}

interface Row {
  readonly table: string;
  readonly id: number;
  readonly values: readonly Value[];
}

function orderedRows(raw: Raw): Row[] {
  const places = new Map<string, number>();
  const links = raw.prepare<[], [number, string, number]>(
    "SELECT sequence, entry_table, entry_id FROM chain",
  );
  for (const [sequence, table, id] of links.raw().all()) places.set(`${table} ${id}`, sequence);
  const placed = [...tablesOf(raw)].flatMap(([table, columns]) => {
    const select = raw.prepare<[], [number, ...Value[]]>(
      `SELECT id, ${columns.join(", ")} FROM ${table} ORDER BY id`,
    );
    const renumber = raw.prepare(`UPDATE ${table} SET id = ? WHERE id = ?`);
    return select
      .raw()
      .all()
      .map(([id, ...values], index) => {
        if (id !== index + 1) renumber.run(index + 1, id);
        return {
          table,
          id: index + 1,
          values,
          place: places.get(`${table} ${id}`) ?? Number.POSITIVE_INFINITY,
        };
      });
  });
  return placed.sort((a, b) => a.place - b.place || a.id - b.id);
}
