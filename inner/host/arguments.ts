import { HostRefusal } from "../sandbox/sandbox.js";

/** Deeper data than any request or draft needs would exhaust the stack of whoever walks it. */
const deepest = 64;

/**
 * Checks what a harness sent before anything reads it: not nested too deeply, and all text well-formed Unicode
 * without NUL, which stores and endpoints refuse. @throws HostRefusal otherwise.
 */
export function requirePlainData(values: readonly unknown[]): void {
  const waiting: { value: unknown; depth: number }[] = [{ value: values, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (depth > deepest) throw new HostRefusal(`data is nested more than ${deepest} levels deep`);
    if (typeof value === "string") requirePlainText(value);
    if (typeof value !== "object" || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      requirePlainText(key);
      waiting.push({ value: member, depth: depth + 1 });
    }
  }
}

function requirePlainText(text: string): void {
  if (text.includes("\0") || hasLoneSurrogate(text)) {
    throw new HostRefusal("a text holds NUL or half a surrogate pair");
  }
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** @throws HostRefusal when the value is not text. */
export function textArgument(value: unknown, what: string): string {
  if (typeof value !== "string") throw new HostRefusal(`${what} must be text`);
  return value;
}
