import type { Clock } from "../foundation/clock.js";
import { type CallKey, keyText } from "./call-key.js";
import type { FailedTry } from "./call-log.js";
import type { Seat } from "./chat.js";
import type { Completion, Model, ModelCall } from "./model.js";
import { type BackoffSettings, backoffMs } from "./pacing/backoff.js";
import { type BreakerReports, type BreakerSettings, CircuitBreaker } from "./pacing/circuit-breaker.js";
import { Lane, type Slot } from "./pacing/lane.js";
import { stopFor } from "./pacing/lasting-fault.js";
import { ProviderError } from "./provider-error.js";
import type { SeatConfig } from "./seat-config.js";
import { waitUnder } from "./wait-under.js";
import { endpointName } from "./wire/asked.js";

export interface PaceSettings extends BackoffSettings, BreakerSettings {
  /** Tries of one call before its fault is passed on. Tries of an endpoint that is down do not count. */
  readonly maxTries: number;
}

export const defaultPace: PaceSettings = {
  maxTries: 8,
  firstMs: 500,
  capMs: 60_000,
  retryAfterCapMs: 120_000,
  refusals: 6,
  probeEveryMs: 30_000,
  giveUpAfterMs: null,
};

export interface PaceOptions extends BreakerReports {
  readonly seats: Readonly<Record<Seat, SeatConfig>>;
  readonly clock: Clock;
  readonly settings?: Partial<PaceSettings>;
  /** Told of every try that brought no reply. */
  readonly onFailure?: (failure: FailedTry) => void;
  /** Ends every wait when it is aborted; requests under way come home. */
  readonly stop?: AbortSignal;
}

/**
 * Keeps to what endpoints can bear: a bounded number of requests at once per endpoint and model, repeats of
 * transient faults with growing waits, and a pause for all calls while an endpoint is down. Where several
 * seats share an endpoint and model, the smallest of their concurrency settings holds.
 * Rejects with the last ProviderError when tries run out or an endpoint refuses one request of a harness, with
 * RunStopped when people must mend something or an endpoint is given up, or with the reason of the signal or,
 * while waiting, of the stop.
 */
export function paced(below: Model, options: PaceOptions): Model {
  return new PacedModel(below, options);
}

class PacedModel implements Model {
  private readonly settings: PaceSettings;
  private readonly lanes = new Map<string, Lane>();
  private readonly breakers = new Map<string, CircuitBreaker>();

  constructor(
    private readonly below: Model,
    private readonly options: PaceOptions,
  ) {
    this.settings = { ...defaultPace, ...options.settings };
  }

  async complete(call: ModelCall, signal?: AbortSignal): Promise<Completion> {
    try {
      return await this.insist(call, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  private async insist(call: ModelCall, signal?: AbortSignal): Promise<Completion> {
    const breaker = this.breakerOf(call.key.seat);
    let failures = 0;
    for (let tries = 1; ; tries++) {
      try {
        const completion = await this.tryOnce(call, breaker, signal);
        return { ...completion, provenance: { ...completion.provenance, retries: failures } };
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        failures++;
        this.report(call.key, error);
        const stop = stopFor(error, call.key.seat);
        if (stop !== null) throw stop;
        if (!error.transient) throw error;
        if (breaker.paused) {
          tries = 0;
          continue;
        }
        if (tries >= this.settings.maxTries) throw error;
        const wait = backoffMs(this.settings, keyText(call.key), tries, error.retryAfterMs);
        await this.wait(signal, (either) => this.options.clock.sleep(wait, either));
      }
    }
  }

  private async tryOnce(call: ModelCall, breaker: CircuitBreaker, signal?: AbortSignal): Promise<Completion> {
    const lane = this.laneOf(call.key.seat);
    for (;;) {
      const slot = await this.wait(signal, (either) => lane.enter(either));
      try {
        const admitted = breaker.admit();
        if (admitted !== "paused") {
          return await this.send(call, { lane, slot, breaker, probe: admitted === "probe" }, signal);
        }
      } finally {
        lane.leave();
      }
      await this.wait(signal, (either) => breaker.untilChange(either));
    }
  }

  private async send(call: ModelCall, way: Way, signal?: AbortSignal): Promise<Completion> {
    try {
      const completion = await this.below.complete(call, signal);
      way.breaker.reached();
      way.lane.succeeded(way.slot);
      return completion;
    } catch (error) {
      if (!(error instanceof ProviderError)) way.breaker.abandoned(way.probe);
      else if (error.reached) way.breaker.reached();
      else way.breaker.refused(way.probe, error);
      if (error instanceof ProviderError && error.fault === "rate_limit") {
        way.lane.limited(way.slot, Math.min(error.retryAfterMs ?? 0, this.settings.retryAfterCapMs));
      }
      throw error;
    }
  }

  private wait<T>(
    signal: AbortSignal | undefined,
    wait: (either: AbortSignal | undefined) => Promise<T>,
  ): Promise<T> {
    return waitUnder(signal, this.options.stop, wait);
  }

  private report(key: CallKey, error: ProviderError): void {
    const { fault, message } = error;
    this.options.onFailure?.({ key, fault, message, at: this.options.clock.now() });
  }

  private laneOf(seat: Seat): Lane {
    const place = placeOf(this.options.seats[seat]);
    const known = this.lanes.get(place);
    if (known !== undefined) return known;
    const sharing = Object.values(this.options.seats).filter((other) => placeOf(other) === place);
    const lane = new Lane(
      Math.min(...sharing.map((other) => other.concurrency)),
      this.options.clock,
      this.settings,
    );
    this.lanes.set(place, lane);
    return lane;
  }

  private breakerOf(seat: Seat): CircuitBreaker {
    const { baseUrl } = this.options.seats[seat];
    const known = this.breakers.get(baseUrl);
    if (known !== undefined) return known;
    const { settings, options } = this;
    const reports: BreakerReports = {
      ...options,
      onResume: (message) => {
        for (const [place, lane] of this.lanes) if (place.startsWith(`${baseUrl} `)) lane.beginAgain();
        options.onResume?.(message);
      },
    };
    const breaker = new CircuitBreaker(endpointName(baseUrl), settings, options.clock, reports);
    this.breakers.set(baseUrl, breaker);
    return breaker;
  }
}

/** How a request came to be sent. */
interface Way {
  readonly lane: Lane;
  readonly slot: Slot;
  readonly breaker: CircuitBreaker;
  readonly probe: boolean;
}

const placeOf = (seat: SeatConfig) => `${seat.baseUrl} ${seat.model}`;
