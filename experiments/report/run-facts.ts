import type { Split } from "../../inner/corpus/document.js";
import type { DocumentEntry } from "../../population/history/history.js";

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
