import type { CallKey } from "./call-key.js";
import type { ChatReply, ChatRequest } from "./chat.js";
import type { Usage } from "./usage.js";

/** One question to one seat, under its unique key. */
export interface ModelCall {
  readonly key: CallKey;
  readonly request: ChatRequest;
  /**
   * Multiplies the configured output budget (1 when absent): a truncated attempt is tried again with more.
   * Part of the logical request when not 1.
   */
  readonly outputFactor?: number;
  /**
   * Tokens that the truncated reply had used (see `moreOutput`): where no output budget is configured, and
   * the reply was cut off at the provider's own, a larger factor than 1 asks for twice as many.
   */
  readonly outputUsed?: number;
}

/** How a reply was obtained: outside key, digest and every decision. */
export interface Provenance {
  readonly baseUrl: string;
  /** The model name that the server answered with; null when it named none. */
  readonly answeredBy: string | null;
  /** Failed tries before this reply. */
  readonly retries: number;
  /** Request parameters the endpoint refused and that were left out. */
  readonly droppedParameters: readonly string[];
  readonly startedAt: number;
  readonly durationMs: number;
}

export interface Completion {
  readonly reply: ChatReply;
  /** `calls` is 1. */
  readonly usage: Usage;
  readonly provenance: Provenance;
}

/**
 * Anything that answers calls: an endpoint, or a wrapper around one (record > names > budget > pace > stop > endpoint).
 *
 * `complete` rejects only with ProviderError (the provider could not be made to answer; never a verdict),
 * RunStopped (budget, quota, interrupt, a setting to mend, or an endpoint given up), Divergence (history belongs to another run),
 * NotRecorded (a replay asked for a call that was never logged), or the signal's reason.
 * A reply that came back truncated, empty or filtered is a Completion: it was paid for, and it is recorded.
 */
export interface Model {
  complete(call: ModelCall, signal?: AbortSignal): Promise<Completion>;
}
