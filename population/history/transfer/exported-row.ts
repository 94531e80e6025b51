import { inflateRawSync } from "node:zlib";
import { z } from "zod";
import type { ChainedRow } from "../chain-walk.js";
import { unpackText } from "../packed-text.js";
import type { TableShape, Value } from "../row.js";
import { hexHash } from "./export-header.js";

/**
 * One line of an export. In `columns` texts are plain, also those that the file holds deflated, and hashes are hex.
 * zlib deflates differently from build to build, and the tamper chain covers bytes: `packed` has them in base64.
 */
export const exportedRow = z.strictObject({
  table: z.string(),
  id: z.int().positive(),
  /** The row's hash in the tamper chain. */
  hash: hexHash,
  columns: z.record(z.string(), z.unknown()),
  packed: z.base64().optional(),
});
export type ExportedRow = z.infer<typeof exportedRow>;

const hashBytes = 32;

/** A stored row as a line says it. */
export function plainRow({ shape, id, values, rowHash }: ChainedRow): ExportedRow {
  const columns: Record<string, unknown> = {};
  for (const [index, column] of shape.columns.entries()) {
    columns[column] = plainValue(shape, column, values[index] ?? null);
  }
  const row = { table: shape.name, id, hash: rowHash.toString("hex"), columns };
  const packed = shape.packed === undefined ? null : (values[shape.columns.indexOf(shape.packed)] ?? null);
  if (shape.packed === undefined || !Buffer.isBuffer(packed)) return row;
  columns[shape.packed] = unpackText({ encoding: "deflate", data: packed });
  return { ...row, packed: packed.toString("base64") };
}

/**
 * The values of a line in the order of the shape's columns.
 * @throws Error saying what cannot be understood.
 */
export function storedValues(shape: TableShape, { columns, packed }: ExportedRow): Value[] {
  const extra = Object.keys(columns).find((name) => !shape.columns.includes(name));
  if (extra !== undefined) throw new Error(`has a column ${extra}, which is unknown`);
  return shape.columns.map((column) => {
    if (!Object.hasOwn(columns, column)) throw new Error(`lacks the column ${column}`);
    const value = columns[column];
    return column === shape.packed && packed !== undefined
      ? packedBytes(packed, value)
      : storedValue(shape, column, value);
  });
}

function plainValue(shape: TableShape, column: string, value: Value): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return { number: String(value) };
  if (!Buffer.isBuffer(value)) return value;
  if (shape.hashes?.includes(column)) return value.toString("hex");
  if (shape.hashLists?.includes(column)) return hashesIn(value);
  return { base64: value.toString("base64") };
}

function hashesIn(list: Buffer): string[] {
  const starts = Array.from({ length: Math.ceil(list.length / hashBytes) }, (_, index) => index * hashBytes);
  return starts.map((start) => list.toString("hex", start, start + hashBytes));
}

const taggedNumber = z.strictObject({ number: z.enum(["Infinity", "-Infinity"]) });
const taggedBytes = z.strictObject({ base64: z.base64() });
const hashList = z.array(hexHash);

function storedValue(shape: TableShape, column: string, value: unknown): Value {
  if (shape.hashes?.includes(column) && typeof value === "string") return Buffer.from(value, "hex");
  if (shape.hashLists?.includes(column))
    return Buffer.from(understood(hashList, column, value).join(""), "hex");
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  const { number } = taggedNumber.safeParse(value).data ?? {};
  if (number !== undefined) return Number(number);
  return Buffer.from(understood(taggedBytes, column, value).base64, "base64");
}

function understood<T>(schema: z.ZodType<T>, column: string, value: unknown): T {
  const read = schema.safeParse(value);
  if (!read.success) throw new Error(`has a value in column ${column} that is none`);
  return read.data;
}

/** The deflated bytes of a text. @throws Error when they are of another text. */
function packedBytes(packed: string, text: unknown): Buffer {
  const bytes = Buffer.from(packed, "base64");
  if (inflated(bytes) !== text) throw new Error("has a text that differs from its packed bytes");
  return bytes;
}

function inflated(bytes: Buffer): string | null {
  try {
    return inflateRawSync(bytes).toString("utf8");
  } catch {
    return null;
  }
}
