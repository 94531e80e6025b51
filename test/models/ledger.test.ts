import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Amount,
  type BudgetLimits,
  type Ledger,
  openLedger,
  reserve,
  settle,
} from "../../models/ledger.js";

const sizes = ["usd", "tokens", "calls"] as const;
const limitOf = { usd: "maxUsd", tokens: "maxTokens", calls: "maxCalls" } as const;
const none = { usd: 0, tokens: 0, calls: 0 };

/** Dollars in quarters, whose sums are exact. */
const amount = (calls: number) =>
  fc.record({
    usd: fc.nat({ max: 80 }).map((quarters) => quarters / 4),
    tokens: fc.nat({ max: 100 }),
    calls: fc.constant(calls),
  });
const limits: fc.Arbitrary<BudgetLimits> = fc.record({
  maxUsd: fc.option(fc.nat({ max: 100 })),
  maxTokens: fc.option(fc.nat({ max: 500 })),
  maxCalls: fc.option(fc.nat({ max: 12 })),
});
/** A call with what is expected of it and what it costs, if it comes home at all; `turn` says which event is next. */
const calls = fc.array(fc.record({ expected: amount(1), real: fc.option(amount(1)), turn: fc.nat() }), {
  minLength: 1,
  maxLength: 40,
});

interface Call {
  readonly expected: Amount;
  readonly real: Amount | null;
  readonly turn: number;
}

/** What a driver of the ledger sees while calls come, wait, go out and come home in an order of the draw's. */
interface Sight {
  readonly ledger: Ledger;
  /** What calls cost above their reservation, of those under way when the latest call was let through. */
  readonly excess: Amount;
  readonly admitted: number;
}

function play(given: BudgetLimits, all: readonly Call[], look: (sight: Sight) => void) {
  let ledger = openLedger(given);
  let queue = [...all];
  let underWay: Call[] = [];
  let excess: Amount = none;
  let admitted = 0;
  const refused: Call[] = [];
  const admissible = () => {
    const waiting: Call[] = [];
    for (const call of queue) {
      const answer = reserve(ledger, call.expected);
      ledger = answer.ledger;
      if (answer.verdict === "wait") waiting.push(call);
      if (answer.verdict === "refused") refused.push(call);
      if (answer.verdict !== "reserved") continue;
      underWay.push(call);
      admitted += 1;
      excess = none;
      look({ ledger, excess, admitted });
    }
    queue = waiting;
  };
  admissible();
  for (let events = 0; underWay.length > 0; events++) {
    const chosen = underWay[(all[events % all.length]?.turn ?? 0) % underWay.length] as Call;
    underWay = underWay.filter((call) => call !== chosen);
    const total = chosen.real ?? none;
    ledger = settle(ledger, chosen.expected, { total, estimated: none });
    excess = {
      usd: excess.usd + Math.max(0, total.usd - chosen.expected.usd),
      tokens: excess.tokens + Math.max(0, total.tokens - chosen.expected.tokens),
      calls: 0,
    };
    look({ ledger, excess, admitted });
    admissible();
  }
  return { ledger, queue, refused, admitted };
}

describe("whatever the order of reservations and settlements, and whatever calls cost,", () => {
  test("a limit is passed at most by what calls under way cost above their reservation", () => {
    fc.assert(
      fc.property(limits, calls, (given, all) => {
        play(given, all, ({ ledger, excess }) => {
          for (const size of sizes) {
            const limit = given[limitOf[size]] ?? Number.POSITIVE_INFINITY;
            expect(ledger.spent.total[size]).toBeLessThanOrEqual(limit + excess[size]);
          }
        });
      }),
    );
  });

  test("calls that were made never number more than their limit, even for a moment", () => {
    fc.assert(
      fc.property(limits, calls, (given, all) => {
        play(given, all, ({ ledger }) => {
          const made = ledger.spent.total.calls + ledger.reserved.calls;
          expect(made).toBeLessThanOrEqual(given.maxCalls ?? Number.POSITIVE_INFINITY);
        });
      }),
    );
  });

  test("no call waits for ever: each is let through or refused, and no reservation is left", () => {
    fc.assert(
      fc.property(limits, calls, (given, all) => {
        const { ledger, queue, refused, admitted } = play(given, all, () => {});
        expect(queue).toEqual([]);
        expect(refused.length + admitted).toBe(all.length);
        expect(ledger.reserved).toEqual(none);
      }),
    );
  });

  test("a refusal is final, also for a call that costs nothing", () => {
    fc.assert(
      fc.property(limits, calls, (given, all) => {
        const { ledger, refused } = play(given, all, () => {});
        fc.pre(refused.length > 0);
        expect(reserve(ledger, none)).toMatchObject({ verdict: "refused", limit: ledger.refusedFor });
      }),
    );
  });

  test("what is spent is the sum of what was settled", () => {
    fc.assert(
      fc.property(calls, (all) => {
        const { ledger } = play({ maxUsd: null, maxTokens: null, maxCalls: null }, all, () => {});
        const tokens = all.reduce((total, { real }) => total + (real?.tokens ?? 0), 0);
        expect(ledger.spent.total.tokens).toBe(tokens);
      }),
    );
  });
});

describe("a call that may not fit", () => {
  const limit = { maxUsd: null, maxTokens: 100, maxCalls: null };
  const of = (tokens: number) => ({ usd: 0, tokens, calls: 1 });

  test("waits while others are under way, and goes when they were cheaper than feared", () => {
    const first = reserve(openLedger(limit), of(80)).ledger;
    expect(reserve(first, of(30)).verdict).toBe("wait");
    const settled = settle(first, of(80), { total: of(70), estimated: none });
    expect(reserve(settled, of(30)).verdict).toBe("reserved");
  });

  test("is refused for the first limit in its way when nothing is under way", () => {
    const spent = { total: of(90), estimated: none };
    expect(reserve(openLedger(limit, spent), of(11))).toMatchObject({
      verdict: "refused",
      limit: "maxTokens",
    });
    expect(reserve(openLedger(limit, spent), of(10)).verdict).toBe("reserved");
  });

  test("is not refused for a remainder that adding up fractions of a dollar leaves", () => {
    const dollars = (usd: number) => ({ usd, tokens: 0, calls: 1 });
    const parts = [0.1, 0.2, 0.3].map(dollars);
    let ledger = openLedger({ maxUsd: 0.1 + 0.2 + 0.3, maxTokens: null, maxCalls: null });
    for (const part of parts) ledger = reserve(ledger, part).ledger;
    for (const part of parts) ledger = settle(ledger, part, { total: none, estimated: none });
    expect(reserve(ledger, dollars(0.1 + 0.2 + 0.3)).verdict).toBe("reserved");
  });
});
