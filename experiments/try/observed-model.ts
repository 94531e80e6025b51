import type { Clock } from "../../foundation/clock.js";
import { keyText } from "../../models/call-key.js";
import type { CallLog } from "../../models/call-log.js";
import type { Model } from "../../models/model.js";
import type { AnsweredCall } from "./try-event.js";

export interface ObservedOptions {
  readonly clock: Clock;
  /** Where the replies of earlier trials are; null where nothing is kept. */
  readonly log: Pick<CallLog, "find"> | null;
  readonly onCall: (call: AnsweredCall) => void;
}

/** Tells of every reply of the model below, with the request that brought it. */
export function observed(below: Model, { clock, log, onCall }: ObservedOptions): Model {
  const startedAt = clock.elapsed();
  return {
    complete: async (call, signal) => {
      const { key, request } = call;
      const source = log?.find(keyText(key)) === undefined ? "model" : "log";
      const { reply, usage, provenance } = await below.complete(call, signal);
      onCall({
        kind: "call",
        atMs: Math.round(clock.elapsed() - startedAt),
        seat: key.seat,
        ordinal: key.ordinal,
        attempt: key.scope === "episode" ? key.attempt : 0,
        retry: key.retry,
        durationMs: provenance.durationMs,
        source,
        usage,
        request,
        reply,
      });
      return { reply, usage, provenance };
    },
  };
}
