import { RunStopped, UsageError } from "../foundation/errors.js";
import { bookedCost } from "./booked-cost.js";
import { budgetReached } from "./budget-reached.js";
import { type Seat, seats as seatNames } from "./chat.js";
import {
  type Amount,
  addCost,
  type BudgetLimits,
  type Cost,
  type Ledger,
  noCost,
  openLedger,
  reserve,
  settle,
} from "./ledger.js";
import type { Completion, Model, ModelCall } from "./model.js";
import { WaitQueue } from "./pacing/wait-queue.js";
import { costOf, isSimulated } from "./prices.js";
import type { SeatConfig } from "./seat-config.js";
import { estimatePromptTokens, estimateTokens, type TokenCounts } from "./token-estimate.js";
import type { Usage } from "./usage.js";
import { waitUnder } from "./wait-under.js";

/** Calls of one seat that earlier processes of the run logged, of which the same things are known. */
export interface EarlierCalls {
  readonly seat: Seat;
  /** Their sums; a part that is null is unknown of each of them. */
  readonly usage: Usage;
  /** The likely tokens of one of them, for the parts that nobody counted. */
  readonly uncounted: () => TokenCounts;
}

export interface BudgetOptions {
  readonly limits: BudgetLimits;
  readonly seats: Readonly<Record<Seat, SeatConfig>>;
  readonly before: readonly EarlierCalls[];
  /** Ends every wait, and refuses new calls, when it is aborted; calls under way come home. */
  readonly stop?: AbortSignal;
}

const outputGuess = 1000;
const callsForMean = 5;

/**
 * Keeps a run within its limits. Before a call its likely cost is reserved, after it the real cost is booked (an
 * estimate from its text, where an endpoint reports no usage). A call that may not fit waits for those under way;
 * when none is left and it still may not fit, this and every later call is refused with RunStopped, while
 * calls under way come home. What a failed try may have cost at the provider is not known and not counted.
 * @throws UsageError when a limit in dollars cannot be kept because a seat has no price.
 */
export function budgeted(below: Model, options: BudgetOptions): Model {
  const { limits } = options;
  if (limits.maxUsd === null && limits.maxTokens === null && limits.maxCalls === null) return below;
  if (limits.maxUsd !== null) refuseUnpriced(options.seats);
  return new BudgetedModel(below, options);
}

class BudgetedModel implements Model {
  private ledger: Ledger;
  private readonly waiting = new WaitQueue();
  private readonly outputs = new Map<Seat, { calls: number; tokens: number }>();

  constructor(
    private readonly below: Model,
    private readonly options: BudgetOptions,
  ) {
    this.ledger = openLedger(options.limits, spentBefore(options));
    for (const { seat, usage } of options.before) this.learnOutput(seat, usage);
  }

  async complete(call: ModelCall, signal?: AbortSignal): Promise<Completion> {
    const { seat } = call.key;
    const expected = this.expected(call);
    await this.reserve(expected, signal);
    let cost = noCost;
    try {
      const completion = await this.below.complete(call, signal);
      const { usage, reply } = completion;
      cost = bookedCost(usage, this.options.seats[seat], () => estimateTokens(call.request, reply));
      this.learnOutput(seat, usage);
      return completion;
    } finally {
      this.ledger = settle(this.ledger, expected, cost);
      this.waiting.releaseAll();
    }
  }

  private async reserve(expected: Amount, signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      this.options.stop?.throwIfAborted();
      const answer = reserve(this.ledger, expected);
      this.ledger = answer.ledger;
      if (answer.verdict === "reserved") return;
      if (answer.verdict === "refused") {
        this.waiting.releaseAll();
        throw new RunStopped(budgetReached(answer.limit, this.ledger), "budget");
      }
      await waitUnder(signal, this.options.stop, (either) => this.waiting.wait(either));
    }
  }

  private expected(call: ModelCall): Amount {
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

  private learnOutput(seat: Seat, { calls, outputTokens }: Usage): void {
    if (outputTokens === null) return;
    const seen = this.outputs.get(seat) ?? { calls: 0, tokens: 0 };
    this.outputs.set(seat, { calls: seen.calls + calls, tokens: seen.tokens + outputTokens });
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

function spentBefore({ before, seats }: BudgetOptions): Cost {
  return before
    .map(({ seat, usage, uncounted }) => bookedCost(usage, seats[seat], uncounted))
    .reduce(addCost, noCost);
}
