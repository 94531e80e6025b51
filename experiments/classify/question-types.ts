import { z } from "zod";
import { type JsonReply, readJsonReply } from "../../models/json-reply.js";

/** What a type of question mainly takes (paper, appendix C.3). */
export const groups = ["reasoning", "mixed", "knowledge"] as const;
export type Group = (typeof groups)[number];

export interface QuestionType {
  readonly name: string;
  /** One line. */
  readonly definition: string;
  readonly group: Group;
}

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text), "must be one line of plain text");

const typeSchema = z.strictObject({ name: line(60), definition: line(400), group: z.enum(groups) });

/** Between one and `most` types with names of their own. */
const typesSchema = (most: number) =>
  z.strictObject({
    types: z
      .array(typeSchema)
      .min(1)
      .max(most)
      .refine(
        (types) => new Set(types.map(({ name }) => name.toLowerCase())).size === types.length,
        "names must be unique",
      ),
  });

export function readTypes(text: string, most: number): JsonReply<QuestionType[]> {
  const read = readJsonReply(text, typesSchema(most));
  return read.ok ? { ok: true, value: read.value.types } : read;
}

/** One of the names, to the letter; anything else is a problem and never guessed at. */
export function readAssignment(text: string, names: readonly string[]): JsonReply<string> {
  const read = readJsonReply(text, z.strictObject({ type: z.string() }));
  if (!read.ok) return read;
  const { type } = read.value;
  if (names.includes(type)) return { ok: true, value: type };
  return {
    ok: false,
    problem: `There is no type ${JSON.stringify(type.slice(0, 60))}: choose one of the given names.`,
  };
}

/** The forms as JSON Schema, in the subset that endpoints with strict structured output take. */
export const typesForm = {
  type: "object",
  properties: {
    types: {
      type: "array",
      items: {
        type: "object",
        properties: {
          name: { type: "string" },
          definition: { type: "string" },
          group: { type: "string", enum: groups },
        },
        required: ["name", "definition", "group"],
        additionalProperties: false,
      },
    },
  },
  required: ["types"],
  additionalProperties: false,
} as const;

export function assignmentForm(names: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    type: "object",
    properties: { type: { type: "string", enum: names } },
    required: ["type"],
    additionalProperties: false,
  };
}
