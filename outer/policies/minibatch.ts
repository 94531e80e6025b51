import type { DocumentId } from "../../foundation/ids.js";
import type { Random } from "../../foundation/random.js";

/** `size` different training documents, drawn without replacement; all of them when there are fewer. */
export function drawMinibatch(documents: readonly DocumentId[], size: number, random: Random): DocumentId[] {
  return random.shuffle(documents).slice(0, size);
}
