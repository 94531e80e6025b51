import type { Amount, BudgetLimits, Ledger } from "./ledger.js";

const settings = {
  maxUsd: "budget.usd (--budget-usd)",
  maxTokens: "budget.tokens (--budget-tokens)",
  maxCalls: "budget.calls (--budget-calls)",
};

/** What a run says when its ledger has refused a call: how much is spent, what of it is estimated, what to raise. */
export function budgetReached(limit: keyof BudgetLimits, { limits, spent }: Ledger): string {
  const { usd, tokens, calls } = spent.total;
  const said = {
    maxUsd: `${dollars(usd)} of ${dollars(limits.maxUsd ?? 0)} (${numbered(calls, "call", "calls")})`,
    maxTokens: `${whole(tokens)} of ${whole(limits.maxTokens ?? 0)} tokens (${numbered(calls, "call", "calls")})`,
    maxCalls: `${whole(calls)} of ${numbered(limits.maxCalls ?? 0, "call", "calls")}`,
  };
  return (
    `The budget is reached: ${said[limit]} are spent${estimatedPart(limit, spent.estimated)}, and another call may ` +
    `not fit; raise ${settings[limit]} and run the same command to continue.`
  );
}

function estimatedPart(limit: keyof BudgetLimits, { usd, tokens, calls }: Amount): string {
  const part = {
    maxUsd: usd > 0 ? dollars(usd) : null,
    maxTokens: tokens > 0 ? whole(tokens) : null,
    maxCalls: null,
  };
  const said = part[limit];
  return said === null
    ? ""
    : `, ${said} of that estimated (${numbered(calls, "reply", "replies")} came without token counts)`;
}

/** Limits below a dollar are told in as many digits as they need. */
function dollars(value: number): string {
  return `$${value < 1 && value > 0 ? value.toFixed(4) : value.toFixed(2)}`;
}

function numbered(value: number, one: string, many: string): string {
  return `${whole(value)} ${value === 1 ? one : many}`;
}

const whole = (value: number) => Math.round(value).toLocaleString("en-US");
