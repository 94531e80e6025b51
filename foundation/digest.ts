import { hash } from "node:crypto";
import { asSha256, type Sha256 } from "./ids.js";

/** SHA-256 of a text (as UTF-8) or of bytes, as 64 hex digits. */
export function sha256(data: string | Uint8Array): Sha256 {
  return asSha256(hash("sha256", data, "hex"));
}

/**
 * JSON with object keys sorted at every depth and no white space, so that equal values have equal texts.
 * Members that are `undefined` are left out, as JSON.stringify does.
 */
export function canonicalJson(value: unknown): string {
  return textOf(value) ?? "null";
}

function textOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, (member) => textOf(member) ?? "null").join(",")}]`;
  if ("toJSON" in value && typeof value.toJSON === "function") return textOf(value.toJSON());
  const members: string[] = [];
  for (const key of sortedKeys(value)) {
    const text = textOf((value as Record<string, unknown>)[key]);
    if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${members.join(",")}}`;
}

/** Sorted, but whole numbers first and by their size: the order that an object of sorted keys gives them. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value).sort();
  const mayBeNumber = keys.some((key) => key.charCodeAt(0) <= 57);
  return mayBeNumber ? Object.keys(Object.fromEntries(keys.map((key) => [key, null]))) : keys;
}
