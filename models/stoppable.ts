import { RunStopped } from "../foundation/errors.js";
import type { Model } from "./model.js";

/** Tells a run to end: no new request is sent, those under way come home and are stored. */
export class StopRequest {
  private readonly controller = new AbortController();

  /** Aborted by the request, with its RunStopped as its reason; ends waits, never a request. */
  readonly signal: AbortSignal = this.controller.signal;

  get requested(): boolean {
    return this.signal.aborted;
  }

  request(because = new RunStopped("Stopped on request.", "interrupt")): void {
    this.controller.abort(because);
  }
}

/**
 * Refuses every call once a stop was requested, with the request's RunStopped. It stands right above the
 * endpoint: what is stored can still be read, and calls that waited for their turn are not sent any more.
 */
export function stoppable(below: Model, stop: StopRequest): Model {
  return {
    complete: async (call, signal) => {
      stop.signal.throwIfAborted();
      return below.complete(call, signal);
    },
  };
}
