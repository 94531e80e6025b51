import type { Clock } from "../../foundation/clock.js";
import type { SimulatedModels } from "./simulated-models.js";

export interface SimulatedLatency {
  readonly clock: Clock;
  /** Milliseconds that the call with this number, counted from 0, takes to be answered. */
  readonly latencyMs?: (call: number) => number;
}

/** The simulated models as a `fetch` for the openai client: no network, the same bytes as over HTTP. */
export function simulatedFetch(models: SimulatedModels, latency?: SimulatedLatency): typeof fetch {
  let calls = 0;
  return async (_input, init) => {
    init?.signal?.throwIfAborted();
    const wait = latency?.latencyMs?.(calls++) ?? 0;
    if (wait > 0) await latency?.clock.sleep(wait, init?.signal ?? undefined);
    const { status, body } = models.respond(parsed(init?.body));
    return new Response(JSON.stringify(body), {
      status,
      headers: { "content-type": "application/json" },
    });
  };
}

/** The request's JSON; undefined, which no role understands, when it is none. */
function parsed(body: unknown): unknown {
  if (typeof body !== "string") return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
