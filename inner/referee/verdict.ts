/**
 * A decision about one example. `undecided`: the evidence that was gathered does not settle it (a shadow policy
 * whose weak conditions held, while the strong solver was never asked).
 */
export interface Verdict {
  readonly decision: "accepted" | "rejected" | "undecided";
  /** The failed conditions, one readable line each, in the order of the policy. */
  readonly failed: readonly string[];
}
