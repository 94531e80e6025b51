import { Divergence } from "../../foundation/errors.js";
import { keyText } from "../../models/call-key.js";
import { logicalRequest } from "../../models/logical-request.js";
import type { Model, ModelCall } from "../../models/model.js";
import { NotRecorded, replaying } from "../../models/record.js";
import type { CallReader } from "../../population/history/history.js";
import type { Seats } from "../definition/resolve-seats.js";
import { differenceOf, ReplayDiverged } from "./replay-diverged.js";

/**
 * Serves every call from a run's log. Rejects with ReplayDiverged when the log holds another request under a call's
 * key, or none: then the difference is that to the nearest request of the same seat that the run made before.
 */
export function comparingModel(calls: CallReader, seats: Seats, rootSeed: number): Model {
  const logged = replaying({ seats, rootSeed, log: { ...calls, append: refuse, appendFailure: refuse } });
  return {
    complete: async (call, signal) => {
      try {
        return await logged.complete(call, signal);
      } catch (error) {
        if (!(error instanceof Divergence || error instanceof NotRecorded)) throw error;
        throw divergence(calls, call, logicalRequest(seats[call.key.seat], rootSeed, call));
      }
    },
  };
}

const refuse = (): never => {
  throw new Error("a replay's source is never written");
};

function divergence(calls: CallReader, call: ModelCall, asked: unknown): ReplayDiverged {
  const key = keyText(call.key);
  const stored = calls.readCall(key);
  if (stored !== undefined) {
    return new ReplayDiverged(`call ${key}`, "asks something else", differenceOf(stored.request, asked));
  }
  const nearest = nearestKey(calls, call, key);
  const request = nearest === undefined ? undefined : calls.readCall(nearest)?.request;
  const beside = nearest === undefined ? "" : `; beside its call ${nearest} it is`;
  return new ReplayDiverged(
    `call ${key}`,
    `was never made in the run${beside}`,
    differenceOf(request, asked),
  );
}

/** The last key of the same seat before this one, in the same episode or iteration. */
function nearestKey(calls: CallReader, { key }: ModelCall, text: string): string | undefined {
  const unit = text.split("/").slice(0, key.scope === "episode" ? 5 : 2);
  return calls
    .keysUnder(`${unit.join("/")}/`)
    .filter((other) => other < text && other.split("/").includes(key.seat))
    .at(-1);
}
