import { RunStopped } from "../foundation/errors.js";
import type { Model } from "./model.js";

/** Tells a run to end: no new call is sent, calls under way come home and are stored. */
export interface StopRequest {
  requested: boolean;
}

/**
 * Refuses every call once a stop was requested, with RunStopped("interrupt"). It stands below the call log, so
 * that what is stored can still be read.
 */
export function stoppable(below: Model, stop: StopRequest): Model {
  return {
    complete: async (call, signal) => {
      if (stop.requested) throw new RunStopped("stopped on request", "interrupt");
      return below.complete(call, signal);
    },
  };
}
