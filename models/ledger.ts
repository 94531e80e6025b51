/** Limits of a whole run; null is no limit. */
export interface BudgetLimits {
  readonly maxUsd: number | null;
  /** Input and output together. */
  readonly maxTokens: number | null;
  readonly maxCalls: number | null;
}

/** What calls cost, or are expected to. */
export interface Amount {
  readonly usd: number;
  readonly tokens: number;
  readonly calls: number;
}

/** What a reply cost; `estimated` is the part of it that nobody counted. */
export interface Cost {
  readonly total: Amount;
  readonly estimated: Amount;
}

export const nothing: Amount = { usd: 0, tokens: 0, calls: 0 };
export const noCost: Cost = { total: nothing, estimated: nothing };

/** The books of a run's budget: values only. Each change is a new ledger. */
export interface Ledger {
  readonly limits: BudgetLimits;
  readonly spent: Cost;
  /** For calls under way. */
  readonly reserved: Amount;
  /** The limit for which a call was refused; from then on every call is. */
  readonly refusedFor: keyof BudgetLimits | null;
}

export function openLedger(limits: BudgetLimits, spent = noCost): Ledger {
  return { limits, spent, reserved: nothing, refusedFor: null };
}

/** `wait`: the call may fit when those under way have settled for less than they reserved. */
export type Answer =
  | { readonly verdict: "reserved" | "wait"; readonly ledger: Ledger }
  | { readonly verdict: "refused"; readonly ledger: Ledger; readonly limit: keyof BudgetLimits };

/**
 * Reserves what a call is expected to cost, if that fits next to what is spent and reserved. If it does not, the call
 * waits for those under way; when there are none, this and every later call is refused.
 */
export function reserve(ledger: Ledger, expected: Amount): Answer {
  if (ledger.refusedFor !== null) return { verdict: "refused", ledger, limit: ledger.refusedFor };
  const limit = inTheWay(ledger, expected);
  if (limit === null) {
    return { verdict: "reserved", ledger: { ...ledger, reserved: sum(ledger.reserved, expected) } };
  }
  if (ledger.reserved.calls > 0) return { verdict: "wait", ledger };
  return { verdict: "refused", ledger: { ...ledger, refusedFor: limit }, limit };
}

/** Books what a call cost in place of what was reserved for it. */
export function settle(ledger: Ledger, expected: Amount, cost: Cost): Ledger {
  const left = sum(ledger.reserved, expected, -1);
  const reserved = left.calls === 0 ? nothing : left; // no remainder of a cent from adding up fractions
  return { ...ledger, reserved, spent: addCost(ledger.spent, cost) };
}

/** The first limit that a call could pass. */
function inTheWay({ limits, spent, reserved }: Ledger, expected: Amount): keyof BudgetLimits | null {
  const { maxUsd, maxTokens, maxCalls } = limits;
  const after = sum(sum(spent.total, reserved), expected);
  if (maxCalls !== null && after.calls > maxCalls) return "maxCalls";
  if (maxTokens !== null && after.tokens > maxTokens) return "maxTokens";
  return maxUsd !== null && after.usd > maxUsd ? "maxUsd" : null;
}

export function addCost(a: Cost, b: Cost): Cost {
  return { total: sum(a.total, b.total), estimated: sum(a.estimated, b.estimated) };
}

function sum(a: Amount, b: Amount, sign: 1 | -1 = 1): Amount {
  return { usd: a.usd + sign * b.usd, tokens: a.tokens + sign * b.tokens, calls: a.calls + sign * b.calls };
}
