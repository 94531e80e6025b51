import type { z } from "zod";
import { canonicalJson } from "../foundation/digest.js";

/** What a model's reply held; `problem` is a sentence or two that can be sent back as a repair turn. */
export type JsonReply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

const again = "Reply again with one JSON value of the asked form and nothing else.";

/**
 * Finds the JSON value that a model meant: the whole text, else a fenced block, else an object within prose.
 * Nothing is coerced or repaired, a value counts only when `schema` accepts it as it stands (an echoed
 * template therefore does not), and two different acceptable values are a problem, not a choice.
 * Time is linear in the text's length. Never throws unless the schema does.
 */
export function readJsonReply<T>(text: string, schema: z.ZodType<T>): JsonReply<T> {
  if (text.trim() === "") return failed("The reply was empty.");
  const whole = parsed(text.trim());
  let nearest = "The reply held no complete JSON value.";
  for (const values of whole.length > 0 ? [whole] : [fencedBlocks(text), objectsInProse(text)]) {
    const read = values.map((value) => schema.safeParse(value));
    const accepted = new Map(
      read.flatMap((result) => (result.success ? [[canonicalJson(result.data), result.data] as const] : [])),
    );
    if (accepted.size > 1) return failed("The reply held several different JSON values of the asked form.");
    for (const value of accepted.values()) return { ok: true, value };
    const refused = read.find((result) => !result.success);
    if (refused?.error !== undefined) nearest = describe(refused.error);
  }
  return failed(nearest);
}

/** What was wrong with a reply, for people: a problem without its request to reply again. */
export function whatWasWrong(problem: string): string {
  return problem.endsWith(again) ? problem.slice(0, -again.length).trimEnd() : problem;
}

function failed(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem: `${problem} ${again}` };
}

function describe(error: z.ZodError): string {
  const issues = error.issues
    .slice(0, 5)
    .map((issue) => `${pathText(issue.path)}: ${issue.message.slice(0, 200)}`);
  const more = error.issues.length > issues.length ? `; and ${error.issues.length - issues.length} more` : "";
  return `The JSON was not of the asked form: ${issues.join("; ")}${more}.`;
}

function pathText(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
  return parts.join("").replace(/^\./, "") || "value";
}

function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

/** The contents of fenced blocks; none when a fence stays open, for then it is unclear what is inside. */
function fencedBlocks(text: string): unknown[] {
  const pieces = text.split("```");
  if (pieces.length % 2 === 0) return [];
  const inside = pieces.filter((_, index) => index % 2 === 1);
  return inside.flatMap((block) => parsed(block.replace(/^[\w-]*[ \t]*\r?\n/, "")));
}

/**
 * The balanced objects that lie outside one another, largest first. A brace opens one only before a quote or
 * its own closing brace. When one never closes, the reply was cut off and nothing in it is read.
 */
function objectsInProse(text: string): unknown[] {
  const spans: string[] = [];
  const opening = /\{(?=\s*["}])/g;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const end = endOfObject(text, found.index);
    if (end === null) return [];
    spans.push(text.slice(found.index, end));
    opening.lastIndex = end;
  }
  return spans.sort((a, b) => b.length - a.length).flatMap(parsed);
}

/** Index after the brace that closes the one at `start`; null when none does. Braces in strings do not count. */
function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return at + 1;
  }
  return null;
}
