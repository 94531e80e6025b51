import { z } from "zod";
import { findingsOf, objectProblem, draftText as words } from "../draft-findings.js";
import { formatFindings } from "./format-rules.js";

const exampleFields = {
  topic: words(2, "topic", 200),
  question: words(20, "question", 4000),
  answer: words(1, "answer", 600),
  object_type: words(2, "object_type", 100).optional(),
  reasoning: words(20, "reasoning", 12000).optional(),
};

/** One question with a checkable answer; `reasoning` is the reference derivation, which solvers never see. */
export const exampleSchema = z.strictObject(exampleFields);
export type VerifiableExample = z.infer<typeof exampleSchema>;

/** What a challenger may propose: an example, with a scratchpad that is dropped. */
const draftSchema = z.strictObject(
  { scratchpad: z.unknown().optional(), ...exampleFields },
  { error: objectProblem("the draft") },
);

/** Reads a draft strictly: its form first, then the rules of the task. Findings are one sentence each. */
export function readDraft(
  draft: unknown,
):
  | { readonly ok: true; readonly body: VerifiableExample }
  | { readonly ok: false; readonly findings: readonly string[] } {
  const read = draftSchema.safeParse(draft);
  if (!read.success) return { ok: false, findings: findingsOf(read.error) };
  const { scratchpad: _dropped, ...body } = read.data;
  const findings = formatFindings(body);
  return findings.length === 0 ? { ok: true, body } : { ok: false, findings };
}
