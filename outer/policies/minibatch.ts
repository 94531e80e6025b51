import type { DocumentId } from "../../foundation/ids.js";
import type { Random, RandomStreams } from "../../foundation/random.js";
import type { DecisionBody } from "../decisions.js";

/** `size` different training documents, drawn without replacement; all of them when there are fewer. */
export function drawMinibatch(documents: readonly DocumentId[], size: number, random: Random): DocumentId[] {
  return random.shuffle(documents).slice(0, size);
}

/** The minibatch of an iteration, with the stream it was drawn from. */
export function minibatchOf(
  documents: readonly DocumentId[],
  size: number,
  streams: RandomStreams,
  iteration: number,
): DecisionBody<"minibatch"> {
  const random = streams.fork(`iteration/${iteration}/minibatch`);
  return { stream: random.label, documents: drawMinibatch(documents, size, random) };
}
