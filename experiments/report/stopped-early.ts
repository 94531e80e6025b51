import type { DecisionBody } from "../../outer/decisions.js";
import { stoppedShort } from "../../outer/policies/efficient-policy.js";

/** Between which shares, in [0, 1], a pass rate lies. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Whether a mutant was rejected before it was run on every validation document, because it could not win any more. */
export function stoppedEarly({ outcome, because }: DecisionBody<"outcome">): boolean {
  return outcome === "rejected" && because.includes(stoppedShort);
}

/**
 * What is known of the pass rate on all validation documents of a mutant that was stopped early: those that are left
 * may all fail or all pass. Null for one that was run on every document, whose rate is known, and for one that was not
 * run at all, since nothing can exceed a parent that fails nowhere.
 */
export function boundsOf(body: DecisionBody<"outcome">, documents: number): Bounds | null {
  const { mutantRate } = body;
  if (!stoppedEarly(body) || mutantRate === null || mutantRate.conclusive === 0) return null;
  const { accepted, conclusive } = mutantRate;
  if (documents < conclusive) return null;
  return { low: accepted / documents, high: (accepted + documents - conclusive) / documents };
}
