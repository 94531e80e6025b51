import type { Split } from "../../inner/corpus/document.js";
import type { DocumentEntry } from "../../population/history/history.js";

/** A published result that a run is shown beside; shares are in [0, 1]. */
export interface Published {
  readonly name: string;
  readonly baseline: number | null;
  readonly final: number;
  /** By which rule examples were accepted there. */
  readonly criterion: string;
  readonly accepted: number | null;
  readonly iterations: number | null;
  /** Where it is published. */
  readonly source: string;
}

/** What every report says about the run it shows; all of it is in the history. */
export interface RunFacts {
  /** The experiment's name. */
  readonly name: string;
  readonly seed: number | string;
  /** Name of the rule that accepts an example, such as `deployed`, or `deployed, referee strict`. */
  readonly acceptance: string;
  /** How many of the model seats are served by simulated models. */
  readonly simulated: "all" | "some" | "none";
  readonly plannedIterations: number;
  /** Names of the rules under which baseline and best are run once more at the end. */
  readonly finalRules: readonly string[];
  readonly published: readonly Published[];
  /** Documents drawn into each split. */
  readonly documents: Readonly<Record<Split, number>>;
}

/** Documents drawn into each split; those drawn into none are not counted. */
export function documentsPerSplit(entries: readonly DocumentEntry[]): Record<Split, number> {
  const numbers = { train: 0, validation: 0, test: 0 };
  for (const { split } of entries) if (split !== null) numbers[split]++;
  return numbers;
}

/** What must stand on every plot and page of a run with simulated models; null when all models are real. */
export function simulationLabel(facts: Pick<RunFacts, "simulated">): string | null {
  switch (facts.simulated) {
    case "all":
      return "simulated models: not a result about any real model";
    case "some":
      return "some models are simulated: not a result about real models";
    case "none":
      return null;
  }
}
