import { parseKey } from "../../models/call-key.js";
import { addUsage, noUsage, type Usage } from "../../models/usage.js";
import type { HistoryReader } from "../../population/history/history.js";
import { iterationOf } from "../../population/history/ticket.js";

/**
 * What each of these iterations has used: its agents' calls and its episodes on train and validation documents,
 * those of a finished search's test not among them. Iteration 0 is the baseline's evaluation.
 */
export function iterationCosts(
  history: Pick<HistoryReader, "calls" | "totals">,
  iterations: ReadonlySet<number>,
): ReadonlyMap<number, Usage> {
  const costs = new Map<number, Usage>([...iterations].map((iteration) => [iteration, noUsage]));
  const add = (iteration: number, usage: Usage) => {
    const before = costs.get(iteration);
    if (before !== undefined) costs.set(iteration, addUsage(before, usage));
  };
  for (const { ticket, split, cost } of history.totals.observations()) {
    if (split !== "test") add(iterationOf(ticket), cost);
  }
  for (const key of history.calls.keysUnder("iteration/")) {
    const call = parseKey(key);
    if (call.scope !== "iteration" || !iterations.has(call.iteration)) continue;
    add(call.iteration, history.calls.find(key)?.completion.usage ?? noUsage);
  }
  return costs;
}
