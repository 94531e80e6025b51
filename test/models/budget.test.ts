import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RunStopped, UsageError } from "../../foundation/errors.js";
import { type BudgetOptions, budgeted, type EarlierCalls } from "../../models/budget.js";
import type { BudgetLimits } from "../../models/ledger.js";
import type { Model } from "../../models/model.js";
import type { Usage } from "../../models/usage.js";
import { turn } from "./fake-clock.js";
import { ask, completion, model, seating } from "./scene.js";

const unlimited: BudgetLimits = { maxUsd: null, maxTokens: null, maxCalls: null };
const dollarPerToken = { inputPerMillion: 1_000_000, outputPerMillion: 1_000_000 };

function budget(below: Model, limits: Partial<BudgetLimits>, changes: Partial<BudgetOptions> = {}): Model {
  const seats = seating({ price: dollarPerToken, sampling: { maxTokens: 10 } });
  return budgeted(below, { limits: { ...unlimited, ...limits }, seats, before: [], ...changes });
}

/** Every reply costs so many tokens, and as many dollars. */
function costing(tokens: number): Model {
  const usage = { inputTokens: tokens, outputTokens: 0, costUsd: tokens };
  return model(async () => {
    await turn();
    return completion("done", usage);
  });
}

/** Calls of an earlier process; what was not counted of one of them is 7 and 3 tokens. */
function earlier(usage: Usage): EarlierCalls {
  return { seat: "weak", usage, uncounted: () => ({ inputTokens: 7, outputTokens: 3 }) };
}

async function stopOf(call: Promise<unknown>): Promise<RunStopped> {
  const error = await call.catch((reason: unknown) => reason);
  if (!(error instanceof RunStopped)) throw new Error(`ended with ${error}`);
  return error;
}

describe("a limit", () => {
  test("of calls is kept exactly", async () => {
    const limited = budget(costing(1), { maxCalls: 3 });
    const ends = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => limited.complete(ask("q", n))),
    );
    expect(ends.map(({ status }) => status).filter((status) => status === "fulfilled")).toHaveLength(3);
    expect(await stopOf(limited.complete(ask("q", 10)))).toMatchObject({
      cause_: "budget",
      message:
        "The budget is reached: 3 of 3 calls are spent, and another call may not fit; raise budget.calls (--budget-calls) and run the same command to continue.",
    });
  });

  test.each([
    ["dollars", { maxUsd: 100 }, "$80.00 of $100.00 (2 calls)", "budget.usd"],
    ["tokens", { maxTokens: 100 }, "80 of 100 tokens (2 calls)", "budget.tokens"],
  ])("of %s says what was spent and what to raise", async (_, limits, spent, setting) => {
    const limited = budget(costing(40), limits);
    await limited.complete(ask("q", 0));
    await limited.complete(ask("q", 1));
    const { message } = await stopOf(limited.complete(ask("x".repeat(60), 2)));
    expect(message).toContain(spent);
    expect(message).toContain(`raise ${setting} `);
  });

  test("counts what earlier processes of the run have spent", async () => {
    const before = [earlier({ calls: 2, inputTokens: 50, outputTokens: 40, costUsd: 1 })];
    const limited = budget(costing(1), { maxTokens: 100 }, { before });
    expect((await stopOf(limited.complete(ask()))).message).toContain("90 of 100 tokens (2 calls)");
  });

  test("is not in the way of a run without limits", () => {
    const below = costing(1);
    expect(budget(below, {})).toBe(below);
  });
});

describe("a call that may not fit", () => {
  test("waits for those under way and goes on when they were cheaper than feared", async () => {
    const limited = budget(costing(1), { maxTokens: 30 });
    const all = Array.from({ length: 8 }, (_, n) => limited.complete(ask("q", n)));
    expect(await Promise.all(all)).toHaveLength(8);
  });

  test("stops waiting when it is aborted", async () => {
    const limited = budget(
      model(() => new Promise(() => {})),
      { maxCalls: 1 },
    );
    void limited.complete(ask("q", 0));
    const controller = new AbortController();
    const waiting = limited.complete(ask("q", 1), controller.signal);
    await turn();
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  test("stops waiting when the run is to stop, while the one under way comes home", async () => {
    let answer = () => {};
    const below = model(
      () =>
        new Promise((resolve) => {
          answer = () => resolve(completion("done"));
        }),
    );
    const stop = new AbortController();
    const limited = budget(below, { maxCalls: 1 }, { stop: stop.signal });
    const first = limited.complete(ask("q", 0));
    const waiting = limited.complete(ask("q", 1));
    await turn();
    const reason = new Error("enough");
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    answer();
    expect((await first).reply.text).toBe("done");
    await expect(limited.complete(ask("q", 2))).rejects.toBe(reason);
  });

  test("frees its reservation when it fails", async () => {
    let down = true;
    const limited = budget(
      model(async () => {
        if (down) throw new Error("down");
        return completion("up");
      }),
      { maxCalls: 1 },
    );
    await expect(limited.complete(ask())).rejects.toThrow("down");
    down = false;
    await limited.complete(ask());
  });
});

describe("unknown cost", () => {
  test("with a limit in dollars every seat needs a price, but for simulated ones", () => {
    const priced = seating({ price: dollarPerToken });
    const seats = { ...priced, judge: { ...priced.judge, price: null } };
    expect(() => budget(costing(1), { maxUsd: 1 }, { seats })).toThrow(UsageError);
    expect(() => budget(costing(1), { maxUsd: 1 }, { seats })).toThrow("models.judge.price");
    budget(costing(1), { maxTokens: 1 }, { seats });
    budget(
      costing(1),
      { maxUsd: 1 },
      { seats: { ...priced, judge: { ...seats.judge, baseUrl: "simulated" } } },
    );
  });

  test("of earlier calls is counted as estimated next to what is known, and the stop says so", async () => {
    const before = [
      earlier({ calls: 1, inputTokens: 20, outputTokens: 10, costUsd: 30 }),
      earlier({ calls: 4, inputTokens: null, outputTokens: null, costUsd: null }),
    ];
    const { message } = await stopOf(budget(costing(1), { maxTokens: 71 }, { before }).complete(ask()));
    expect(message).toContain(
      "70 of 71 tokens (5 calls) are spent, 40 of that estimated (4 replies came without token counts), and",
    );
    const inDollars = await stopOf(budget(costing(1), { maxUsd: 71 }, { before }).complete(ask()));
    expect(inDollars.message).toContain("$70.00 of $71.00 (5 calls) are spent, $40.00 of that estimated");
    const inCalls = await stopOf(budget(costing(1), { maxCalls: 5 }, { before }).complete(ask()));
    expect(inCalls.message).not.toContain("estimated");
  });

  test("of earlier calls is no estimate where tokens were counted and the price is known now", async () => {
    const before = [earlier({ calls: 2, inputTokens: 50, outputTokens: 40, costUsd: null })];
    const { message } = await stopOf(budget(costing(1), { maxUsd: 91 }, { before }).complete(ask()));
    expect(message).toContain("$90.00 of $91.00 (2 calls) are spent, and");
  });

  test("of a reply is booked as estimated from its text, never as nothing", async () => {
    const unmetered = model(async () =>
      completion("y".repeat(24), { inputTokens: null, outputTokens: null, costUsd: null }),
    );
    const limited = budget(unmetered, { maxUsd: 35 });
    await limited.complete(ask("x".repeat(40), 0));
    const { message } = await stopOf(limited.complete(ask("x".repeat(40), 1)));
    expect(message).toContain("$16.00 of $35.00 (1 call) are spent, $16.00 of that estimated");
  });

  test("of an output is learnt from earlier calls", async () => {
    const before = [earlier({ calls: 5, inputTokens: 0, outputTokens: 5, costUsd: 5 })];
    await budget(costing(1), { maxTokens: 8 }, { before }).complete(ask("four"));
    await stopOf(budget(costing(1), { maxTokens: 6 }, { before }).complete(ask("four")));
  });
});

test("no call waits for ever, whatever calls cost and whichever of them fail", async () => {
  const calls = fc.array(fc.option(fc.nat({ max: 60 })), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(calls, fc.integer({ min: 1, max: 300 }), async (tokensOf, maxTokens) => {
      const below = model(async (call) => {
        const tokens = tokensOf[call.key.ordinal] ?? null;
        for (let turns = 0; turns <= (tokens ?? 1) % 4; turns++) await turn();
        if (tokens === null) throw new Error("down");
        return completion("done", { inputTokens: tokens, outputTokens: 0, costUsd: null });
      });
      const limited = budget(below, { maxTokens });
      const ends = await Promise.allSettled(tokensOf.map((_, n) => limited.complete(ask("four", n))));
      expect(ends).toHaveLength(tokensOf.length);
    }),
    { numRuns: 50 },
  );
});

test("a limit is never passed by more than what the calls under way cost", async () => {
  const costs = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(costs, fc.integer({ min: 1, max: 300 }), async (tokensOf, maxTokens) => {
      let settled = 0;
      let admittedLate = 0;
      let underWay = 0;
      let mostUnderWay = 0;
      const below = model(async (call) => {
        if (settled >= maxTokens) admittedLate++;
        const tokens = tokensOf[call.key.ordinal] ?? 0;
        mostUnderWay = Math.max(mostUnderWay, ++underWay);
        for (let turns = 0; turns <= tokens % 4; turns++) await turn();
        underWay--;
        settled += tokens;
        return completion("done", { inputTokens: tokens, outputTokens: 0, costUsd: null });
      });
      const limited = budget(below, { maxTokens });
      await Promise.allSettled(tokensOf.map((_, n) => limited.complete(ask("four", n))));
      expect(admittedLate).toBe(0);
      expect(settled).toBeLessThanOrEqual(maxTokens + mostUnderWay * 60);
    }),
  );
});
