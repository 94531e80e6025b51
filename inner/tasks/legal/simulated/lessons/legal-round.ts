import type { ReadRound } from "../../../../../models/simulated/analyzer/rounds.js";

/** A criterion as a trajectory shows it within an example. */
export interface SeenCriterion {
  readonly number: number;
  readonly weight: number;
  readonly text: string;
}

/** The criteria of a round's example, which a trajectory shows as indented JSON. */
export function readRubric(text: string): SeenCriterion[] {
  const entries =
    /"number": (\d+),\s*"criterion": ("(?:[^"\\]|\\.)*"),\s*"category": "\w+",\s*"capability": "\w+",\s*"weight_class": "\w+",\s*"weight": (-?\d+)/g;
  return [...text.matchAll(entries)].map(([, number, criterion = '""', weight]) => ({
    number: Number(number),
    weight: Number(weight),
    text: JSON.parse(criterion) as string,
  }));
}

/** What each attempt met, by solver. */
export function readAttempts({
  attempts,
}: ReadRound): { readonly seat: string; readonly met: readonly boolean[] }[] {
  return attempts.map(({ stage, met }) => ({ seat: stage, met }));
}
