import { createHash } from "node:crypto";
import { asSha256, type Sha256 } from "./ids.js";

/** SHA-256 of a text (as UTF-8) or of bytes, as 64 hex digits. */
export function sha256(data: string | Uint8Array): Sha256 {
  return asSha256(createHash("sha256").update(data).digest("hex"));
}

/**
 * JSON with object keys sorted at every depth and no white space, so that equal values have equal texts.
 * Members that are `undefined` are left out, as JSON.stringify does.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value)) ?? "null";
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== "object") return value;
  const sorted: [string, unknown][] = Object.entries(value).map(([key, member]) => [key, sortKeys(member)]);
  sorted.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(sorted);
}
