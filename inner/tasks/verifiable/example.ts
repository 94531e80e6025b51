import { z } from "zod";
import { formatFindings } from "./format-rules.js";

const words = (least: number, most: number, what: string) =>
  z
    .string(`${what} must be text`)
    .trim()
    .min(least, `${what} is too short (under ${least} characters)`)
    .max(most, `${what} is too long (over ${most} characters)`);

const exampleFields = {
  topic: words(2, 200, "topic"),
  question: words(20, 4000, "question"),
  answer: words(1, 600, "answer"),
  object_type: words(2, 100, "object_type").optional(),
  reasoning: words(20, 12000, "reasoning").optional(),
};

/** One question with a checkable answer; `reasoning` is the reference derivation, which solvers never see. */
export const exampleSchema = z.strictObject(exampleFields);
export type VerifiableExample = z.infer<typeof exampleSchema>;

/** What a challenger may propose: an example, with a scratchpad that is dropped. */
const draftSchema = z.strictObject(
  { scratchpad: z.unknown().optional(), ...exampleFields },
  { error: draftProblem },
);

/** Reads a draft strictly: its form first, then the rules of the task. Findings are one sentence each. */
export function readDraft(
  draft: unknown,
):
  | { readonly ok: true; readonly body: VerifiableExample }
  | { readonly ok: false; readonly findings: readonly string[] } {
  const read = draftSchema.safeParse(draft);
  if (!read.success) return { ok: false, findings: read.error.issues.slice(0, 8).map(finding) };
  const { scratchpad: _dropped, ...body } = read.data;
  const findings = formatFindings(body);
  return findings.length === 0 ? { ok: true, body } : { ok: false, findings };
}

function draftProblem(issue: z.core.$ZodRawIssue): string {
  if (issue.code === "unrecognized_keys") return `unknown keys: ${issue.keys.join(", ")}`;
  return typeof issue.input === "string"
    ? "the draft must be a JSON object, but it is text that does not parse as JSON"
    : "the draft must be a JSON object";
}

function finding(issue: z.core.$ZodIssue): string {
  const place = issue.path.map(String).join(".");
  return place === "" ? issue.message : `${place}: ${issue.message}`;
}
