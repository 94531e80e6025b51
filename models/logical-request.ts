import { canonicalJson, sha256 } from "../foundation/digest.js";
import type { Sha256 } from "../foundation/ids.js";
import { seedOf } from "./call-key.js";
import type { LogicalRequest } from "./call-log.js";
import type { ModelCall } from "./model.js";
import type { Sampling, SeatConfig } from "./seat-config.js";

/**
 * What a call asks, before any adaptation to an endpoint: the seat's model and settings, the request, and the
 * seed of its key. A configured output budget is multiplied by the call's `outputFactor`; without one a larger
 * factor than 1 asks for twice the call's `outputUsed`.
 */
export function logicalRequest(seat: SeatConfig, rootSeed: number, call: ModelCall): LogicalRequest {
  return {
    model: seat.model,
    messages: call.request.messages,
    tools: call.request.tools ?? [],
    format: call.request.format ?? "text",
    ...(call.request.schema !== undefined && { schema: call.request.schema }),
    sampling: scaledSampling(seat, call),
    extraBody: seat.extraBody,
    seed: seedOf(rootSeed, call.key),
  };
}

/** SHA-256 of the request's canonical JSON. */
export function hashOfRequest(request: LogicalRequest): Sha256 {
  return sha256(canonicalJson(request));
}

/** A budget that the user wrote into `extraBody` is laid over every request: none is added beside it. */
function scaledSampling({ sampling, extraBody }: SeatConfig, call: ModelCall): Sampling {
  const factor = call.outputFactor ?? 1;
  if (factor === 1) return sampling;
  if (sampling.maxTokens !== undefined) {
    return { ...sampling, maxTokens: Math.round(sampling.maxTokens * factor) };
  }
  const own = "max_tokens" in extraBody || "max_completion_tokens" in extraBody;
  return call.outputUsed === undefined || own ? sampling : { ...sampling, maxTokens: 2 * call.outputUsed };
}
