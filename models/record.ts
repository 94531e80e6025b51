import { Divergence } from "../foundation/errors.js";
import type { Sha256 } from "../foundation/ids.js";
import { keyText } from "./call-key.js";
import type { CallLog, StoredCall } from "./call-log.js";
import type { Seat } from "./chat.js";
import { hashOfRequest, logicalRequest } from "./logical-request.js";
import type { Completion, Model, ModelCall } from "./model.js";
import type { SeatConfig } from "./seat-config.js";
import type { Usage } from "./usage.js";

/** A completed call, for progress. */
export interface CallEvent {
  readonly seat: Seat;
  /** `log` when the reply was stored by an earlier process of the run: nothing was paid now. */
  readonly source: "model" | "log";
  readonly usage: Usage;
}

export interface RecordOptions {
  readonly seats: Readonly<Record<Seat, SeatConfig>>;
  /** Root seed of the run; part of every logical request. */
  readonly rootSeed: number;
  readonly log: CallLog;
  readonly onCall?: (event: CallEvent) => void;
}

/** A replay asked for a call that the run never made, or never finished. */
export class NotRecorded extends Error {
  override readonly name = "NotRecorded";
  constructor(readonly key: string) {
    super(
      `call ${key} is not in the log of this run: replay needs a run that ended; ` +
        "run it to its end first, with the same code and experiment",
    );
  }
}

/**
 * The outermost model: serves a call from the log when it is there, and otherwise asks `below` and makes the
 * reply durable before anyone sees it, whatever the signal says by then: it was paid for.
 * Rejects with Divergence when the log holds another request under the call's key, and as `below` does.
 * @throws Error when a key is asked for while its first call is still under way: keys are unique.
 */
export function recorded(below: Model, options: RecordOptions): Model {
  return new RecordedModel(below, options);
}

/** Serves calls from the log alone. Rejects with NotRecorded when a call is not there. */
export function replaying(options: RecordOptions): Model {
  return new RecordedModel(nobody, options);
}

const nobody: Model = { complete: (call) => Promise.reject(new NotRecorded(keyText(call.key))) };

class RecordedModel implements Model {
  private readonly underWay = new Set<string>();

  constructor(
    private readonly below: Model,
    private readonly options: RecordOptions,
  ) {}

  async complete(call: ModelCall, signal?: AbortSignal): Promise<Completion> {
    signal?.throwIfAborted();
    const key = keyText(call.key);
    if (this.underWay.has(key)) throw new Error(`call ${key} was asked twice at once`);
    this.underWay.add(key);
    try {
      return await this.serve(key, call, signal);
    } finally {
      this.underWay.delete(key);
    }
  }

  private async serve(key: string, call: ModelCall, signal?: AbortSignal): Promise<Completion> {
    const { seats, rootSeed, log } = this.options;
    const request = logicalRequest(seats[call.key.seat], rootSeed, call);
    const requestHash = hashOfRequest(request);
    const stored = log.find(key);
    if (stored !== undefined) return this.report(call, "log", fromLog(key, stored, requestHash));
    const completion = await this.below.complete(call, signal);
    await log.append({ key: call.key, request, requestHash, completion });
    return this.report(call, "model", completion);
  }

  private report(call: ModelCall, source: CallEvent["source"], completion: Completion): Completion {
    this.options.onCall?.({ seat: call.key.seat, source, usage: completion.usage });
    return completion;
  }
}

function fromLog(key: string, stored: StoredCall, requestHash: Sha256): Completion {
  if (stored.requestHash !== requestHash) throw new Divergence(key, stored.requestHash, requestHash);
  return stored.completion;
}
