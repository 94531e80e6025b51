import type { Random } from "../../../foundation/random.js";
import type { Value } from "../../../population/history/row.js";
import type { Raw } from "./adversary.js";

/** A row of a table by the names of its columns. */
export type Row = { readonly id: number; readonly [column: string]: Value };

/** A row by chance, among those that an SQL condition names; undefined when there is none. */
export function sampledRow(raw: Raw, random: Random, table: string, where = "1"): Row | undefined {
  const ids = raw
    .prepare<[], number>(`SELECT rowid FROM ${table} WHERE ${where} ORDER BY rowid`)
    .pluck()
    .all();
  if (ids.length === 0) return undefined;
  const id = ids[random.integer(ids.length)];
  return raw.prepare<[unknown], Row>(`SELECT rowid AS id, * FROM ${table} WHERE rowid = ?`).get(id);
}

/** Another value of the same type, as near to the old one as can be: one more, one character, one byte. */
export function otherValue(value: Value, random: Random): Value {
  if (value === null) return 1;
  if (typeof value === "number") return Number.isInteger(value) ? value + 1 : value * 1.5;
  const at = random.integer(value.length);
  if (typeof value === "string")
    return `${value.slice(0, at)}${otherCharacter(value[at])}${value.slice(at + 1)}`;
  const bytes = Buffer.from(value);
  bytes[at] = (bytes[at] ?? 0) ^ (1 + random.integer(255));
  return bytes;
}

function otherCharacter(character = ""): string {
  if (/[0-9]/.test(character)) return String((Number(character) + 1) % 10);
  return character === "x" ? "y" : "x";
}

/** Puts a value into a cell; where a key is taken already, the next number that is free. Returns the row as it is then. */
export function setCell(raw: Raw, table: string, row: Row, column: string, value: Value): Row {
  const update = raw.prepare(`UPDATE OR IGNORE ${table} SET ${column} = ? WHERE rowid = ?`);
  let next = value;
  while (update.run(next, row.id).changes === 0) {
    if (typeof next !== "number") throw new Error(`${table}.${column} cannot be ${String(next)}`);
    next += 1;
  }
  return { ...row, [column]: next };
}

export function removeRow(raw: Raw, table: string, { id }: Row): void {
  raw.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);
}

/** Adds a row once more, with other values where a key allows no second one. Returns the new row. */
export function addRow(raw: Raw, random: Random, table: string, row: Row): Row {
  const { id: _id, ...rest } = row;
  const cells: Record<string, Value> = rest;
  const columns = Object.keys(cells);
  const holes = columns.map(() => "?").join(", ");
  const insert = raw.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(", ")}) VALUES (${holes})`);
  const key = uniqueColumn(raw, table);
  for (;;) {
    const { changes, lastInsertRowid } = insert.run(...Object.values(cells));
    if (changes === 1) return { ...cells, id: Number(lastInsertRowid) };
    cells[key] = otherValue(cells[key] ?? null, random);
  }
}

/** The last column of a table's key. */
function uniqueColumn(raw: Raw, table: string): string {
  const [index] = raw.prepare<[], { name: string }>(`PRAGMA index_list(${table})`).all().filter(isKey);
  const columns = raw.prepare<[], { name: string }>(`PRAGMA index_info(${index?.name})`).all();
  return columns.at(-1)?.name ?? "";
}

const isKey = ({ name }: { readonly name: string }) => name.startsWith("sqlite_autoindex_");

export const tablesOfEpisodes: readonly string[] = ["call", "observation", "event", "attempt"];

/** The ticket of the episode that a row belongs to; null for rows that belong to no episode. */
export function episodeOf(raw: Raw, table: string, row: Row): string | null {
  if (!tablesOfEpisodes.includes(table)) return null;
  if (table !== "call") return String(row["ticket"]);
  const [scope, ...parts] = String(row["key"]).split("/");
  if (scope !== "episode") return null;
  const ticket = raw.prepare<unknown[], number>(
    "SELECT ticket FROM observation WHERE candidate = ? AND document = ? AND purpose = ? AND repeat = ?",
  );
  return String(ticket.pluck().get(...parts.slice(0, 4)) ?? "");
}

/** How mismatches name a row, where it stands or what lacks it: a line with any of these tells of it. */
export function namesOf(table: string, row: Row): string[] {
  switch (table) {
    case "blob":
      return [`blob ${(row["hash"] as Buffer).toString("hex").slice(0, 12)}`];
    case "call":
      return [`call ${row["key"]}:`, `call ${row["key"]} is missing`];
    case "observation":
    case "event":
    case "attempt":
      return [`${table} ${row.id} of `, `ticket ${row["ticket"]} `, `ticket ${row["ticket"]}:`];
    case "decision":
      return [`decision ${row["kind"]} of iteration ${row["iteration"]}:`];
    case "candidate":
      return [`candidate ${row.id} (`, `candidate of iteration ${row["iteration"]}:`];
    case "run":
      return [`run ${row["name"]}`];
    default:
      return [`${table} ${row.id}:`, `${table} ${row.id} (`];
  }
}
