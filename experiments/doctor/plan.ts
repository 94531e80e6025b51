import { UsageError } from "../../foundation/errors.js";
import { costOf, isSimulated } from "../../models/prices.js";
import { requireBudget } from "../definition/priced.js";
import { count, usd } from "../report/numbers.js";
import type { PlaceToTry, PreparedDoctor } from "./prepare-doctor.js";
import { cutOffTokens } from "./probes.js";

/** What trying all places takes at most, as long as nothing has to be asked again. */
export interface DoctorPlan {
  readonly calls: number;
  readonly tokens: number;
  /** US dollars; null when a seat that is no simulated one has no price. */
  readonly usd: number | null;
}

const charactersPerToken = 4;
/** A tiny request with a tool. */
const inputPerCall = 150;
/** A model that thinks before it says one word. */
const outputPerCall = 300;

export function planOf({ places }: Pick<PreparedDoctor, "places">): DoctorPlan {
  return places.map(planOfPlace).reduce(
    (a, b) => ({
      calls: a.calls + b.calls,
      tokens: a.tokens + b.tokens,
      usd: a.usd === null || b.usd === null ? null : a.usd + b.usd,
    }),
    { calls: 0, tokens: 0, usd: 0 },
  );
}

function planOfPlace({ config, needs }: PlaceToTry): DoctorPlan {
  const [json, tools] = [needs.json ? 2 : 0, needs.tools === "no" ? 0 : 2];
  const calls = 3 + json + tools; // the word, the cut-off, the long prompt
  const inputTokens = calls * inputPerCall + Math.ceil(needs.promptCharacters / charactersPerToken);
  const outputTokens = (calls - 1) * outputPerCall + cutOffTokens;
  return {
    calls,
    tokens: inputTokens + outputTokens,
    usd: isSimulated(config) ? 0 : costOf(config.price, { inputTokens, outputTokens }),
  };
}

/**
 * Checks that trying all places stays within the experiment's budget, which an endpoint that may cost money must have.
 * @throws UsageError otherwise; nothing was asked then.
 */
export function requireWithinBudget(
  { definition, seats }: Pick<PreparedDoctor, "definition" | "seats">,
  plan: DoctorPlan,
  options: { readonly noBudget: boolean },
): void {
  requireBudget(definition, seats, options);
  if (options.noBudget) return;
  const { calls, tokens, usd: dollars } = definition.budget;
  const over = (what: string, planned: string, limit: string) =>
    new UsageError(
      `trying these seats takes up to ${planned}, and ${what} allows ${limit}; raise it, pass --no-budget, or try one seat with --seat.`,
    );
  if (calls !== null && plan.calls > calls) throw over("budget.calls", `${plan.calls} calls`, String(calls));
  if (tokens !== null && plan.tokens > tokens) {
    throw over("budget.tokens", `about ${count(plan.tokens)} tokens`, count(tokens));
  }
  if (dollars !== null && plan.usd !== null && plan.usd > dollars) {
    throw over("budget.usd", `about ${usd(plan.usd)}`, usd(dollars));
  }
}
