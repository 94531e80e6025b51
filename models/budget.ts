import { RunStopped, UsageError } from "../foundation/errors.js";
import { type Seat, seats as seatNames } from "./chat.js";
import type { Completion, Model, ModelCall } from "./model.js";
import { WaitQueue } from "./pacing/wait-queue.js";
import { costOf, isSimulated } from "./prices.js";
import type { SeatConfig } from "./seat-config.js";
import { estimatePromptTokens } from "./token-estimate.js";
import type { Usage } from "./usage.js";
import { waitUnder } from "./wait-under.js";

/** Limits of a whole run; null is no limit. */
export interface BudgetLimits {
  readonly maxUsd: number | null;
  /** Input and output together. */
  readonly maxTokens: number | null;
  readonly maxCalls: number | null;
}

/** What replies have cost so far. */
export interface Spent {
  readonly usd: number;
  readonly tokens: number;
  readonly calls: number;
}

export interface BudgetOptions {
  readonly limits: BudgetLimits;
  readonly seats: Readonly<Record<Seat, SeatConfig>>;
  /** Usage by seat of all calls logged by earlier processes of the same run. */
  readonly before: Readonly<Record<string, Usage>>;
  /** Ends every wait, and refuses new calls, when it is aborted; calls under way come home. */
  readonly stop?: AbortSignal;
}

const nothing: Spent = { usd: 0, tokens: 0, calls: 0 };
const settings = {
  maxUsd: "budget.usd (--budget-usd)",
  maxTokens: "budget.tokens (--budget-tokens)",
  maxCalls: "budget.calls (--budget-calls)",
};
const outputGuess = 1000;
const callsForMean = 5;

/**
 * Keeps a run within its limits. Before a call its likely cost is reserved, after it the real cost is booked
 * (the reservation, where an endpoint reports no usage). A call that may not fit waits for those under way;
 * when none is left and it still may not fit, this and every later call is refused with RunStopped, while
 * calls under way come home. What a failed try may have cost at the provider is not known and not counted.
 * @throws UsageError when a limit cannot be kept: dollars with an unpriced seat, or unknown earlier usage.
 */
export function budgeted(below: Model, options: BudgetOptions): Model {
  const { limits } = options;
  if (limits.maxUsd === null && limits.maxTokens === null && limits.maxCalls === null) return below;
  if (limits.maxUsd !== null) refuseUnpriced(options.seats);
  return new BudgetedModel(below, options, spentBefore(options));
}

class BudgetedModel implements Model {
  private reserved = nothing;
  private stopped: RunStopped | null = null;
  private readonly waiting = new WaitQueue();
  private readonly outputs = new Map<Seat, { calls: number; tokens: number }>();

  constructor(
    private readonly below: Model,
    private readonly options: BudgetOptions,
    private spent: Spent,
  ) {}

  async complete(call: ModelCall, signal?: AbortSignal): Promise<Completion> {
    const estimate = this.estimate(call);
    await this.reserve(estimate, signal);
    let cost = nothing;
    try {
      const completion = await this.below.complete(call, signal);
      cost = costOfReply(completion.usage, estimate);
      this.learnOutput(call.key.seat, completion.usage.outputTokens);
      return completion;
    } finally {
      this.reserved = sum(this.reserved, estimate, -1);
      this.spent = sum(this.spent, cost);
      this.waiting.releaseAll();
    }
  }

  private async reserve(estimate: Spent, signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      this.options.stop?.throwIfAborted();
      if (this.stopped !== null) throw this.stopped;
      const limit = this.limitInTheWay(estimate);
      if (limit === null) break;
      if (this.reserved.calls === 0) {
        this.stopped = new RunStopped(this.stopMessage(limit), "budget");
        this.waiting.releaseAll();
        throw this.stopped;
      }
      await waitUnder(signal, this.options.stop, (either) => this.waiting.wait(either));
    }
    this.reserved = sum(this.reserved, estimate);
  }

  private limitInTheWay(estimate: Spent): keyof BudgetLimits | null {
    const { maxUsd, maxTokens, maxCalls } = this.options.limits;
    const after = sum(sum(this.spent, this.reserved), estimate);
    if (maxCalls !== null && after.calls > maxCalls) return "maxCalls";
    if (maxTokens !== null && after.tokens > maxTokens) return "maxTokens";
    return maxUsd !== null && after.usd > maxUsd ? "maxUsd" : null;
  }

  private estimate(call: ModelCall): Spent {
    const seat = this.options.seats[call.key.seat];
    const input = estimatePromptTokens(call.request);
    const seen = this.outputs.get(call.key.seat);
    const configured = (seat.sampling.maxTokens ?? outputGuess) * (call.outputFactor ?? 1);
    const output = seen !== undefined && seen.calls >= callsForMean ? seen.tokens / seen.calls : configured;
    return {
      usd: costOf(seat.price, { inputTokens: input, outputTokens: output }) ?? 0,
      tokens: input + output,
      calls: 1,
    };
  }

  private learnOutput(seat: Seat, outputTokens: number | null): void {
    if (outputTokens === null) return;
    const seen = this.outputs.get(seat) ?? { calls: 0, tokens: 0 };
    this.outputs.set(seat, { calls: seen.calls + 1, tokens: seen.tokens + outputTokens });
  }

  private stopMessage(limit: keyof BudgetLimits): string {
    const { usd, tokens, calls } = this.spent;
    const limits = this.options.limits;
    const said = {
      maxUsd: `$${usd.toFixed(2)} of $${(limits.maxUsd ?? 0).toFixed(2)} (${whole(calls)} calls)`,
      maxTokens: `${whole(tokens)} of ${whole(limits.maxTokens ?? 0)} tokens (${whole(calls)} calls)`,
      maxCalls: `${whole(calls)} of ${whole(limits.maxCalls ?? 0)} calls`,
    };
    return (
      `The budget is reached: ${said[limit]} are spent, and another call may not fit; ` +
      `raise ${settings[limit]} and run the same command to continue.`
    );
  }
}

function refuseUnpriced(seats: Readonly<Record<Seat, SeatConfig>>): void {
  for (const name of seatNames) {
    if (isSimulated(seats[name]) || seats[name].price !== null) continue;
    throw new UsageError(
      `budget.usd needs the price of ${seats[name].model}: set models.${name}.price (zeros where it costs ` +
        "nothing), or limit budget.tokens or budget.calls instead",
    );
  }
}

function spentBefore({ before, limits, seats }: BudgetOptions): Spent {
  let spent = nothing;
  for (const seat of seatNames) {
    const usage = before[seat];
    if (usage === undefined) continue;
    const { inputTokens, outputTokens, calls } = usage;
    const tokens = inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens;
    const usd = isSimulated(seats[seat]) ? 0 : usage.costUsd;
    if (limits.maxTokens !== null && tokens === null)
      throw unknownBefore(seat, "token counts", "budget.tokens");
    if (limits.maxUsd !== null && usd === null) throw unknownBefore(seat, "a known cost", "budget.usd");
    spent = sum(spent, { usd: usd ?? 0, tokens: tokens ?? 0, calls });
  }
  return spent;
}

function unknownBefore(seat: Seat, what: string, limit: string): UsageError {
  return new UsageError(
    `this run's log holds replies of seat ${seat} without ${what}, so ${limit} cannot be kept: ` +
      "continue with budget.calls instead",
  );
}

function costOfReply(usage: Usage, estimate: Spent): Spent {
  const { inputTokens, outputTokens, costUsd } = usage;
  const tokens = inputTokens === null || outputTokens === null ? estimate.tokens : inputTokens + outputTokens;
  return { usd: costUsd ?? estimate.usd, tokens, calls: 1 };
}

function sum(a: Spent, b: Spent, sign: 1 | -1 = 1): Spent {
  return { usd: a.usd + sign * b.usd, tokens: a.tokens + sign * b.tokens, calls: a.calls + sign * b.calls };
}

const whole = (value: number) => Math.round(value).toLocaleString("en-US");
