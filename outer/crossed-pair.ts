import type { HistoryReader } from "../population/history/history.js";
import { crossoverSchema, type DecisionBody } from "./decisions.js";

/** Two members whose lineages an iteration merges. */
export type CrossedPair = NonNullable<DecisionBody<"crossover">["pair"]>;

/** The two that an iteration merged; null for any other iteration. @throws z.ZodError when it is stored in another form. */
export function pairOf(
  { decisions }: { readonly decisions: Pick<HistoryReader["decisions"], "find"> },
  iteration: number,
): CrossedPair | null {
  const stored = decisions.find(iteration, "crossover");
  return stored === undefined ? null : crossoverSchema.parse(stored.body).pair;
}
