import { distance } from "fastest-levenshtein";
import type { z } from "zod";
import { expectation, keysAt, outlineAt, sectionsWith } from "./schema-outline.js";

/** Something wrong with a definition: where, and what, as a sentence that begins with the key. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly sentence: string;
}

/** The problems behind a schema's issues with `value`. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], value: unknown): Problem[] {
  return issues.flatMap((issue) => problemsOfIssue(issue, value));
}

function problemsOfIssue(issue: z.core.$ZodIssue, value: unknown): Problem[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(issue.path, key));
  const found = valueAt(value, issue.path);
  if (found === undefined && issue.path.length > 0) return [missing(issue.path)];
  const { path } = issue;
  if (issue.code === "custom" || issue.code === "invalid_format") {
    return [{ path, sentence: `${nameOf(path)} ${issue.message}` }];
  }
  const outline = outlineAt(path);
  const expected = outline === undefined ? issue.message : `must be ${expectation(outline)}`;
  return [{ path, sentence: `${nameOf(path)} ${expected}; found ${shown(found)}` }];
}

function unknownKey(section: readonly PropertyKey[], key: string): Problem {
  const path = [...section, key];
  return { path, sentence: `${nameOf(path)} is not a known key; ${suggestion(section, key)}` };
}

function suggestion(section: readonly PropertyKey[], key: string): string {
  const known = keysAt(section);
  const close = closest(key, known);
  if (close !== undefined) return `did you mean ${nameOf([...section, close])}?`;
  const elsewhere = sectionsWith(key);
  if (elsewhere.length > 0) return `it belongs under ${elsewhere.join(" or ")}`;
  return `known here: ${known.join(", ")}`;
}

/** The key nearest in spelling, when it is near enough to be a slip. */
function closest(key: string, known: readonly string[]): string | undefined {
  const slip = Math.max(1, Math.round(key.length * 0.4));
  const near = known
    .map((name) => ({ name, edits: distance(key, name) }))
    .filter(({ edits }) => edits <= slip);
  return near.sort((a, b) => a.edits - b.edits)[0]?.name;
}

function missing(path: readonly PropertyKey[]): Problem {
  const section = path.slice(0, -1);
  const place = section.length === 0 ? "at the top level" : `under ${nameOf(section)}`;
  const outline = outlineAt(path);
  const form = outline === undefined ? "" : `: ${expectation(outline)}`;
  const meaning = outline?.description === undefined ? "" : `. ${outline.description}`;
  return { path, sentence: `${nameOf(path)} is missing; give it ${place}${form}${meaning}` };
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "the experiment" : path.map(String).join(".");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (found === null || typeof found !== "object") return undefined;
    found = Object.entries(found).find(([name]) => name === String(key))?.[1];
  }
  return found;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "string") return `the text ${JSON.stringify(value)}`;
  return String(value);
}
