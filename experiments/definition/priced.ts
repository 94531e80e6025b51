import { UsageError } from "../../foundation/errors.js";
import { type Seat, seats } from "../../models/chat.js";
import { type SeatConfig, simulatedBaseUrl } from "../../models/seat-config.js";
import type { Definition } from "./definition.js";
import { hostKind } from "./hosts.js";
import type { Seats } from "./resolve-seats.js";

/** The seats that could cost money: those with a price, and those at a host outside our own networks. */
export function pricedSeats(resolved: Seats): Seat[] {
  return seats.filter((seat) => mayCost(resolved[seat]));
}

/**
 * Checks that a run that could cost money has a limit it can keep.
 * @throws UsageError when it has no budget, or only one in dollars while a seat has no price.
 */
export function requireBudget(
  { budget }: Pick<Definition, "budget">,
  resolved: Seats,
  options: { readonly noBudget: boolean },
): void {
  const priced = pricedSeats(resolved);
  if (options.noBudget || priced.length === 0) return;
  const { usd, tokens, calls, hours } = budget;
  if (tokens !== null || calls !== null || hours !== null) return;
  const allowUnlimited = "or pass --no-budget to run without a limit";
  if (usd === null) {
    throw new UsageError(
      `${listed(priced, resolved)} may cost money, and the experiment has no budget. Set budget.usd, ` +
        `budget.tokens, budget.calls or budget.hours (--budget-usd, --budget-tokens, --budget-calls, ` +
        `--budget-hours), ${allowUnlimited}.`,
    );
  }
  const unknown = priced.filter((seat) => resolved[seat].price === null);
  if (unknown.length === 0) return;
  throw new UsageError(
    `budget.usd cannot be kept: no price is known for ${listed(unknown, resolved)}. Add a price there, set ` +
      `budget.tokens or budget.calls as well, ${allowUnlimited}.`,
  );
}

function mayCost({ price, baseUrl }: SeatConfig): boolean {
  if (price !== null) return price.inputPerMillion > 0 || price.outputPerMillion > 0;
  return hostKind(baseUrl) === "public";
}

/** Such as "models.weak, models.strong (api.example)"; seats grouped by host. */
function listed(chosen: readonly Seat[], resolved: Seats): string {
  const atHost = new Map<string, string[]>();
  for (const seat of chosen) {
    const host = hostOf(resolved[seat].baseUrl);
    atHost.set(host, [...(atHost.get(host) ?? []), `models.${seat}`]);
  }
  return [...atHost].map(([host, names]) => `${names.join(", ")} (${host})`).join(", ");
}

function hostOf(baseUrl: string): string {
  return baseUrl === simulatedBaseUrl ? simulatedBaseUrl : new URL(baseUrl).host;
}
