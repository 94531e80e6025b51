import type { Completion, ModelCall } from "./model.js";

const charactersPerToken = 4;
/** Some endpoints count no hidden reasoning: a count below this is not believed. */
const leastUsed = 512;

/** What a call may ask beyond its seat's output budget. */
export type MoreOutput = Pick<ModelCall, "outputFactor" | "outputUsed">;

/**
 * A larger output budget than the one that a reply was cut off at or came out empty with: `factor` times the
 * configured one. Where none is configured, only a truncated reply is followed by one: twice what it had used, and
 * never less than was asked for `earlier`.
 */
export function moreOutput(
  before: Pick<Completion, "reply" | "usage">,
  factor: number,
  earlier: MoreOutput = {},
): MoreOutput {
  if (before.reply.finish !== "length") return { outputFactor: factor };
  return {
    outputFactor: factor,
    outputUsed: Math.max(outputUsed(before), earlier.outputUsed ?? 0),
  };
}

/** Tokens: as the endpoint counted, or a quarter of the characters that it sent where those are more. */
function outputUsed({ reply, usage }: Pick<Completion, "reply" | "usage">): number {
  const calls = reply.toolCalls.map((call) => call.name + call.arguments);
  const sent = [reply.text, reply.reasoning ?? "", ...calls].join("").length;
  return Math.max(usage.outputTokens ?? 0, Math.ceil(sent / charactersPerToken), leastUsed);
}
