import { constants } from "./constants.js";
import { uniform } from "./hashing.js";
import type { Reading } from "./instructions/reading.js";

/** Whom a habit belongs to, and the request in which it may be set aside. */
export interface Temper {
  readonly model: string;
  /** Hash of the document at hand. */
  readonly document: number;
  /** Hash of seed and request. */
  readonly whim: number;
}

/**
 * A uniform number that is mostly the same whenever this model works on this document, and now and then (a
 * whim) belongs to the single request.
 */
export function habit(temper: Temper, trait: string): number {
  const onAWhim = uniform("whim", temper.whim, trait) >= constants.compliance.habit;
  return uniform(trait, temper.model, onAWhim ? temper.whim : temper.document);
}

/** Share of instructions that a prompt of this length and number of demands gets followed. */
export function attention(reading: Reading): number {
  const { attentive, fadingWords, freeKinds, perKind } = constants.compliance;
  const fading = Math.exp(-Math.max(0, excessWords(reading)) / fadingWords);
  return (attentive * fading) / (1 + perKind * Math.max(0, reading.demands - freeKinds));
}

/** Words of a prompt beyond those that get undivided attention; negative for a prompt with room for more. */
export function excessWords(reading: Reading): number {
  return reading.words - constants.compliance.freeWords;
}

/** Whether this model, on this document, does what the prompt asks. */
export function follows<Kind extends string>(temper: Temper, reading: Reading<Kind>, kind: Kind): boolean {
  const strength = reading.strengths[kind];
  if (strength === "absent") return false;
  const share = strength === "full" ? 1 : constants.compliance.mentioned;
  return habit(temper, `follow ${kind}`) < attention(reading) * share;
}
