import { createReadStream } from "node:fs";
import { z } from "zod";
import { UsageError } from "../../foundation/errors.js";
import { linesOf } from "../../foundation/lines.js";

/** One question to be classified. */
export interface Item {
  /** As the file has it, else the number of its line. */
  readonly id: string;
  /** Line of the file, from 1. */
  readonly line: number;
  readonly question: string;
  readonly answer: string | null;
  /** Mean score of the weak solver, 0 to 1; null when the file gives none. Its challenge score is 1 - weak. */
  readonly weak: number | null;
}

const words = z.string().trim().min(1, "must not be empty");
const answer = z.union([z.string(), z.number(), z.boolean()]).nullish();
const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  question: words.optional(),
  answer,
  example: z.object({ question: words.optional(), answer }).nullish(),
  weak: z.number().min(0).max(1).nullish(),
});

/**
 * Reads questions, one JSON object to a line; blank lines are passed over. `file` names the file in messages.
 * @throws UsageError naming file and line of the first that cannot be used, or that there is none.
 */
export async function readItems(path: string, file = path): Promise<Item[]> {
  const items: Item[] = [];
  try {
    for await (const { number, text } of linesOf(createReadStream(path))) {
      if (text.trim() !== "") items.push(itemIn(text, number, file));
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be read (${why}).`);
  }
  if (items.length > 0) return items;
  throw new UsageError(`${file} holds no questions; give a file with one JSON object to a line.`);
}

function itemIn(text: string, line: number, file: string): Item {
  const read = lineSchema.safeParse(parsed(text, `${file}:${line}`));
  if (!read.success) {
    const issue = read.error.issues[0];
    const place = issue === undefined || issue.path.length === 0 ? "the line" : issue.path.join(".");
    throw new UsageError(`${file}:${line}: ${place} cannot be used (${issue?.message}).`);
  }
  const { id, question, answer: own, example, weak } = read.data;
  const asked = question ?? example?.question;
  if (asked === undefined) {
    throw new UsageError(
      `${file}:${line}: there is no question; give it as "question" or "example.question".`,
    );
  }
  const given = own ?? example?.answer ?? null;
  return {
    id: String(id ?? line),
    line,
    question: asked,
    answer: given === null ? null : String(given),
    weak: weak ?? null,
  };
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${place} is not JSON; give one JSON object to a line.`);
  }
}
