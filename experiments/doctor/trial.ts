import type { Clock } from "../../foundation/clock.js";
import type { Environment } from "../../foundation/environment.js";
import { type ChatRequest, seats as seatNames } from "../../models/chat.js";
import type { Completion, Model } from "../../models/model.js";
import { openaiEndpoint } from "../../models/openai-endpoint.js";
import { ProviderError } from "../../models/provider-error.js";
import type { SeatConfig } from "../../models/seat-config.js";
import { addUsage, noUsage, type Usage } from "../../models/usage.js";
import type { Fetch } from "../../models/wire/undici-fetch.js";
import type { Seats } from "../definition/resolve-seats.js";
import type { Place } from "./places.js";

export interface TrialOptions {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly rootSeed: number;
  /** In place of the network, by base URL. */
  readonly fetches: Readonly<Record<string, Fetch>>;
  readonly onCall: () => void;
}

/** A reply, or why there is none. */
export type Tried =
  | { readonly ok: true; readonly completion: Completion }
  | {
      readonly ok: false;
      readonly error: ProviderError;
      /** What it says, without the model's name, so that the same trouble reads the same. */
      readonly said: string;
    };

const tries = 3;
const longestWaitMs = 15_000;
const longestReplyMs = 180_000;

/** The calls to one place, and what they used. Trouble that may pass is waited out twice. */
export class Trial {
  used: Usage = noUsage;
  private calls = 0;
  private readonly usual: Model;

  constructor(
    private readonly place: Place,
    private readonly options: TrialOptions,
  ) {
    this.usual = this.endpoint({});
  }

  /** @param change settings of the seat that are other than usual for this call. */
  async ask(request: ChatRequest, change: Partial<SeatConfig> = {}): Promise<Tried> {
    const { clock } = this.options;
    const ordinal = this.calls++;
    for (let left = tries - 1; ; left--) {
      const tried = await this.askOnce(ordinal, request, change);
      if (tried.ok || !tried.error.transient || tried.error.fault === "timeout" || left === 0) return tried;
      if (!tried.error.reached) return tried;
      const wait = tried.error.retryAfterMs ?? 2_000 * (tries - left);
      if (wait > longestWaitMs) return tried;
      await clock.sleep(wait);
    }
  }

  private async askOnce(ordinal: number, request: ChatRequest, change: Partial<SeatConfig>): Promise<Tried> {
    const seat = this.place.seats[0];
    const key = { scope: "iteration", iteration: 0, seat, ordinal, retry: 0 } as const;
    const model = Object.keys(change).length === 0 ? this.usual : this.endpoint(change);
    try {
      const completion = await model.complete({ key, request });
      this.used = addUsage(this.used, completion.usage);
      return { ok: true, completion };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return { ok: false, error, said: error.message.replace(` for ${this.place.config.model}`, "") };
    } finally {
      this.options.onCall();
    }
  }

  private endpoint(change: Partial<SeatConfig>): Model {
    const { config } = this.place;
    const timeoutMs = Math.min(config.timeoutMs, longestReplyMs);
    return openaiEndpoint({ ...this.options, seats: everySeat({ ...config, timeoutMs, ...change }) });
  }
}

function everySeat(config: SeatConfig): Seats {
  return Object.fromEntries(seatNames.map((seat) => [seat, config])) as Seats;
}
