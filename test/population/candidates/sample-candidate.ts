import type { CommitHash } from "../../../foundation/ids.js";
import type { NewCandidate } from "../../../population/candidates/candidate-store.js";

/** A small harness that differs by iteration. */
export function candidateOf(
  iteration: number,
  parent: CommitHash | null = null,
  standing: NewCandidate["standing"] = "baseline",
): NewCandidate {
  return {
    files: new Map([
      ["lib/feedback.ts", "export const limit = 3;\n"],
      ["prompts/challenger.md", `Ask what only this document says (${iteration}).\n`],
      ["workflow.ts", "export default async function workflow() {}\n"],
    ]),
    parent,
    iteration,
    standing,
    summary: `change ${iteration}`,
    description: "",
    trailers: [],
  };
}
