import { hash } from "node:crypto";

export type Value = string | number | Buffer | null;

/** An append-only table. Every table also has `id INTEGER PRIMARY KEY`, which counts its insertions. */
export interface TableShape<Column extends string = string> {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The columns that make a row unique; empty when any row may come again. */
  readonly key: readonly Column[];
  /** The column with a packed text, whose packing the column `encoding` names. */
  readonly packed?: Column;
  /** Columns that hold one SHA-256 as 32 bytes. */
  readonly hashes?: readonly Column[];
  /** Columns that hold SHA-256 hashes one after the other. */
  readonly hashLists?: readonly Column[];
}

export type RowOf<Shape extends TableShape> = Readonly<Record<Shape["columns"][number], Value>>;

/** SHA-256 over table, id and every value, each with its type and length. */
export function rowHash(table: string, id: number, values: readonly Value[]): Buffer {
  let text = `${table} ${id} `;
  const bytes: Buffer[] = [];
  for (const value of values) {
    text += described(value);
    if (Buffer.isBuffer(value)) bytes.push(value);
  }
  return hash("sha256", bytes.length === 0 ? text : Buffer.concat([Buffer.from(text), ...bytes]), "buffer");
}

/** NaN is what SQLite stores as NULL; text lengths are in UTF-8 bytes, where a lone surrogate became U+FFFD. */
function described(value: Value): string {
  if (value === null || Number.isNaN(value)) return "-;";
  if (typeof value === "number") return `n${value};`;
  if (typeof value === "string") return `s${Buffer.byteLength(value)}:${value};`;
  return `b${value.length};`;
}
