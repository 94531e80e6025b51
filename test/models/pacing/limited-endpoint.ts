import type { Clock } from "../../../foundation/clock.js";
import { type Random, randomStreams } from "../../../foundation/random.js";
import type { Completion, Model } from "../../../models/model.js";
import { paced } from "../../../models/pace.js";
import { ProviderError } from "../../../models/provider-error.js";
import { fakeClock } from "../fake-clock.js";
import { ask, completion, seating } from "../scene.js";

/** What an endpoint allows. A refusal says in how many milliseconds to come again; null when it does not say. */
export interface Limit {
  /** Whether a request that arrives now is served. */
  serves(now: number, inService: number): boolean;
  retryAfterMs(now: number): number | null;
}

/** So many requests at once; may change with the time. */
export function parallel(most: (now: number) => number, retryAfterMs: number | null): Limit {
  return { serves: (now, inService) => inService < most(now), retryAfterMs: () => retryAfterMs };
}

/** So many requests a second, of which up to `capacity` may be saved up; Retry-After is rounded up. */
export function tokenBucket(perSecond: number, capacity: number, roundedToMs: number): Limit {
  let tokens = capacity;
  let filledAt = 0;
  const fill = (now: number) => {
    tokens = Math.min(capacity, tokens + ((now - filledAt) * perSecond) / 1000);
    filledAt = now;
  };
  return {
    serves: (now) => {
      fill(now);
      if (tokens < 1) return false;
      tokens--;
      return true;
    },
    retryAfterMs: () => Math.ceil((1000 * (1 - tokens)) / perSecond / roundedToMs) * roundedToMs,
  };
}

/** So many requests in every window of time, beginning with the first. */
export function fixedWindow(most: number, windowMs: number): Limit {
  let window = -1;
  let used = 0;
  return {
    serves: (now) => {
      const current = Math.floor(now / windowMs);
      if (current !== window) used = 0;
      window = current;
      return ++used <= most;
    },
    retryAfterMs: (now) => windowMs - (now % windowMs),
  };
}

export interface Load {
  /** Shortest and longest time, in milliseconds, that an answer takes; each as likely as the other. */
  readonly latencyMs: readonly [number, number];
  /** Milliseconds until a refusal is back. */
  readonly refusalMs?: number;
  readonly concurrency: number;
  readonly callers: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly seed?: number;
}

export interface Measured {
  readonly servedPerSecond: number;
  /** Share of the requests that arrived. */
  readonly refused: number;
  readonly mostInService: number;
}

/** Callers that ask one after the other through the pacing, in virtual time; counted after the warm-up. */
export async function throughput(limit: Limit, load: Load): Promise<Measured> {
  const clock = fakeClock();
  const server = new LimitedServer(limit, load, clock, randomStreams(load.seed ?? 1).fork("latency"));
  const model = paced(server, { seats: seating({ concurrency: load.concurrency }), clock });
  const enough = new AbortController();
  let ordinal = 0;
  const caller = async () => {
    while (!enough.signal.aborted) await model.complete(ask("q", ordinal++), enough.signal);
  };
  const all = Array.from({ length: load.callers }, () => caller().catch(() => {}));
  await clock.advance(load.warmUpMs);
  server.served = 0;
  server.refused = 0;
  await clock.advance(load.measureMs);
  const { served, refused, mostInService } = server;
  enough.abort(new Error("enough"));
  await clock.advance(load.latencyMs[1]);
  await Promise.all(all);
  return {
    servedPerSecond: (served * 1000) / load.measureMs,
    refused: refused / (served + refused),
    mostInService,
  };
}

class LimitedServer implements Model {
  served = 0;
  refused = 0;
  mostInService = 0;
  private inService = 0;
  private readonly started: number;

  constructor(
    private readonly limit: Limit,
    private readonly load: Load,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    this.started = clock.elapsed();
  }

  async complete(): Promise<Completion> {
    const now = this.clock.elapsed() - this.started;
    if (!this.limit.serves(now, this.inService)) {
      this.refused++;
      const wait = this.limit.retryAfterMs(now);
      await this.clock.sleep(this.load.refusalMs ?? 1);
      throw new ProviderError("rate_limit", "refused", 429, wait);
    }
    this.inService++;
    this.mostInService = Math.max(this.mostInService, this.inService);
    const [least, most] = this.load.latencyMs;
    await this.clock.sleep(least + (most - least) * this.random.next());
    this.inService--;
    this.served++;
    return completion("done");
  }
}
