/** A decision about one example: what was asked of it, and which conditions failed. */
export interface Verdict {
  readonly accepted: boolean;
  /** Names of the failed conditions, in the order of the policy; empty when accepted. */
  readonly failed: readonly string[];
}
