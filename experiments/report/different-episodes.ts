import type { Observation } from "../../inner/trajectory.js";

/** A run continued beyond its end logs episodes of its earlier end again: they count once. */
export function differentEpisodes(observations: readonly Observation[]): Observation[] {
  const byKey = new Map(observations.map((one) => [`${one.candidate} ${one.document} ${one.repeat}`, one]));
  return [...byKey.values()];
}
