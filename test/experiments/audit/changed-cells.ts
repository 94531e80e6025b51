import type { Random } from "../../../foundation/random.js";
import type { Value } from "../../../population/history/row.js";
import type { Raw } from "./adversary.js";

/** A row of a table by the names of its columns. */
export type Row = { readonly id: number; readonly [column: string]: Value };

/** A cell of a history, and what to put there. */
export interface CellChange {
  readonly table: string;
  readonly column: string;
  readonly row: Row;
  readonly value: Value;
}

/** A row of a table by chance, among those of a condition; undefined when there is none. */
export function sampledRow(raw: Raw, random: Random, table: string, where = "1"): Row | undefined {
  const ids = raw.prepare<[], number>(`SELECT id FROM ${table} WHERE ${where} ORDER BY id`).pluck().all();
  if (ids.length === 0) return undefined;
  const id = ids[random.integer(ids.length)];
  return raw.prepare<[unknown], Row>(`SELECT * FROM ${table} WHERE id = ?`).get(id);
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

/** Puts the value there; where a key is taken already, the next number that is free. */
export function applyCell(raw: Raw, { table, column, row, value }: CellChange): void {
  const update = raw.prepare(`UPDATE OR IGNORE ${table} SET ${column} = ? WHERE id = ?`);
  for (let next = value; update.run(next, row.id).changes === 0; ) {
    if (typeof next !== "number") throw new Error(`${table}.${column} cannot be ${next}`);
    next += 1;
  }
}

export function removeRow(raw: Raw, table: string, { id }: Row): void {
  raw.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);
}

/** Adds a row once more; `changed` are columns that cannot be the same. Returns the new row. */
export function addRow(raw: Raw, table: string, row: Row, changed: Partial<Row>): Row {
  const { id: _id, ...cells } = { ...row, ...changed };
  const columns = Object.keys(cells);
  const holes = columns.map(() => "?").join(", ");
  const insert = raw.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${holes})`);
  const { lastInsertRowid } = insert.run(...Object.values(cells));
  return { ...cells, id: Number(lastInsertRowid) } as Row;
}

/** How mismatches name a row, where it stands or what is missing there: a line with any of these tells of it. */
export function namesOf(table: string, row: Row): string[] {
  const ticket = [`ticket ${row["ticket"]} `, `ticket ${row["ticket"]}:`];
  switch (table) {
    case "blob":
      return [`blob ${(row["hash"] as Buffer).toString("hex").slice(0, 12)}`];
    case "call":
      return [`call ${row["key"]}:`, `call ${row["key"]} is missing`];
    case "observation":
    case "event":
    case "attempt":
      return [`${table} ${row.id} of `, ...ticket];
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
