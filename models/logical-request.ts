import { canonicalJson, sha256 } from "../foundation/digest.js";
import type { Sha256 } from "../foundation/ids.js";
import { seedOf } from "./call-key.js";
import type { LogicalRequest } from "./call-log.js";
import type { ModelCall } from "./model.js";
import type { Sampling, SeatConfig } from "./seat-config.js";

/**
 * What a call asks, before any adaptation to an endpoint: the seat's model and settings, the request, and the
 * seed of its key. A configured output budget is multiplied by the call's `outputFactor`; without one the
 * factor changes nothing.
 */
export function logicalRequest(seat: SeatConfig, rootSeed: number, call: ModelCall): LogicalRequest {
  return {
    model: seat.model,
    messages: call.request.messages,
    tools: call.request.tools ?? [],
    format: call.request.format ?? "text",
    sampling: scaledSampling(seat.sampling, call.outputFactor ?? 1),
    extraBody: seat.extraBody,
    seed: seedOf(rootSeed, call.key),
  };
}

/** SHA-256 of the request's canonical JSON. */
export function hashOfRequest(request: LogicalRequest): Sha256 {
  return sha256(canonicalJson(request));
}

function scaledSampling(sampling: Sampling, factor: number): Sampling {
  if (factor === 1 || sampling.maxTokens === undefined) return sampling;
  return { ...sampling, maxTokens: Math.round(sampling.maxTokens * factor) };
}
