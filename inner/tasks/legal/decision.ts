import type { Verdict } from "../../referee/verdict.js";
import type { LoopVerdict } from "./loop-verdict.js";
import type { Override } from "./overrides.js";

/**
 * The decision on one legal example (paper, appendix C.2). Layer 1: an override sends it back, whatever the loop
 * judge says. Layer 2: the loop judge's verdict, whatever the averages say; there is no threshold on scores or
 * gap. Undecided while no override was met and the loop judge was not asked.
 */
export function decideExample(overrides: readonly Override[], judged: LoopVerdict | null): Verdict {
  if (overrides.length > 0) {
    const failed = overrides.map(({ name, sentence }) => `IMPROVE (${name}): ${sentence}`);
    return { decision: "rejected", failed };
  }
  if (judged === null) return { decision: "undecided", failed: [] };
  if (judged.verdict === "accept") return { decision: "accepted", failed: [] };
  return { decision: "rejected", failed: [`IMPROVE (loop_judge): ${judged.verdict_reason}`] };
}
