import { z } from "zod";
import { definitionSchema } from "./schema.js";

/** What the schema says about one key, in the terms of JSON Schema. */
export type Outline = z.core.JSONSchema.BaseSchema;

const root = z.toJSONSchema(definitionSchema, { io: "input" });

/** The outline at a path; undefined when the schema knows no such path. */
export function outlineAt(path: readonly PropertyKey[]): Outline | undefined {
  let outline: Outline | undefined = root;
  for (const key of path) {
    outline = memberOf(outline, String(key));
  }
  return outline;
}

function memberOf(outline: Outline | undefined, key: string): Outline | undefined {
  const member = mappingOf(outline)?.properties?.[key];
  return typeof member === "object" ? member : undefined;
}

/** The keys that the schema knows at a path, in its order. */
export function keysAt(path: readonly PropertyKey[]): string[] {
  return Object.keys(mappingOf(outlineAt(path))?.properties ?? {});
}

/** Every section in which the schema knows this key; the seats stand behind models.defaults. */
export function sectionsWith(key: string): string[] {
  const found: string[] = [];
  function visit(path: readonly string[]): void {
    const keys = keysAt(path);
    if (path.length > 0 && keys.includes(key)) found.push(path.join("."));
    for (const member of keys) {
      if (path[0] !== "models" || member === "defaults" || path.length > 1) visit([...path, member]);
    }
  }
  visit([]);
  return found;
}

/** What a value must be, in words. */
export function expectation(outline: Outline): string {
  if (outline.anyOf !== undefined)
    return outline.anyOf.map((member) => expectation(asOutline(member))).join(", or ");
  if (outline.enum !== undefined) {
    return outline.enum.length === 1 ? String(outline.enum[0]) : `one of ${outline.enum.join(", ")}`;
  }
  return `${nouns[String(outline.type)] ?? "something else"}${bounds(outline)}`;
}

const nouns: Readonly<Record<string, string>> = {
  integer: "a whole number",
  number: "a number",
  string: "text",
  boolean: "true or false",
  object: "a mapping of keys to values",
  array: "a list",
  null: "null",
};

function bounds({ type, minimum, exclusiveMinimum, maximum }: Outline): string {
  if (type !== "integer" && type !== "number") return "";
  const parts: string[] = [];
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) parts.push(`at least ${minimum}`);
  if (exclusiveMinimum !== undefined) parts.push(`more than ${exclusiveMinimum}`);
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) parts.push(`at most ${maximum}`);
  return parts.length === 0 ? "" : `, ${parts.join(" and ")}`;
}

function mappingOf(outline: Outline | undefined): Outline | undefined {
  return outline?.anyOf === undefined
    ? outline
    : outline.anyOf
        .map((member) => mappingOf(asOutline(member)))
        .find((member) => member?.properties !== undefined);
}

const asOutline = (schema: Outline | boolean): Outline => (typeof schema === "object" ? schema : {});
