import type { Observation } from "../../inner/trajectory.js";
import { addUsage, noUsage } from "../../models/usage.js";

/** What accepted examples cost, over all episodes that were run to get them. */
export interface CostPerAccepted {
  readonly accepted: number;
  /** Model calls of all the episodes together. */
  readonly calls: number;
  /** US dollars of all the episodes together; null when any part is unpriced. */
  readonly costUsd: number | null;
}

/** Sums the episodes given, inconclusive ones included: they were paid for. */
export function costPerAccepted(observations: readonly Observation[]): CostPerAccepted {
  const usage = observations.map(({ cost }) => cost).reduce(addUsage, noUsage);
  const accepted = observations.filter(({ outcome }) => outcome === "accepted").length;
  return { accepted, calls: usage.calls, costUsd: usage.costUsd };
}
