import type { Figure, MeasuredItem } from "../../inner/tasks/figures.js";
import { isConclusive, type Trajectory } from "../../inner/trajectory.js";
import { addUsage, noUsage, type Usage } from "../../models/usage.js";
import { failureCounts } from "../../outer/render/trajectory-line.js";
import type { NotesVersion } from "./learnings.js";
import { costOf, type Origin } from "./provenance.js";
import type { RejectedFor } from "./rejected-record.js";

/** What was paid for calls. */
export interface Spent {
  /** All in the history, also of episodes that are not finished or not asked for this time. */
  readonly all: Usage;
  /** Those by which notes were taken. */
  readonly learning: Usage;
}

export type GenerationSummary = ReturnType<SummaryTally["summary"]>;

/** Sums up a generation, episode by episode, in a memory that does not grow with them. */
export class SummaryTally {
  readonly #outcomes = new Map<RejectedFor, number>();
  readonly #failures = new Map<string, number>();
  readonly #figures: readonly { readonly figure: Figure; readonly mean: RunningMean }[];
  #cost: Usage = noUsage;
  #episodes = 0;
  #accepted = 0;
  #conclusive = 0;
  #rounds = 0;

  constructor(figures: readonly Figure[]) {
    this.#figures = figures.map((figure) => ({ figure, mean: new RunningMean() }));
  }

  /** @param outcome of the episode, or what became of its example after it. */
  add({ observation, events }: Trajectory, outcome: RejectedFor): void {
    this.#episodes += 1;
    this.#rounds += observation.rounds;
    if (observation.outcome === "accepted") this.#accepted += 1;
    if (isConclusive(observation.outcome)) this.#conclusive += 1;
    this.#cost = addUsage(this.#cost, observation.cost);
    count(this.#outcomes, outcome, 1);
    const { otherStages, ...counts } = failureCounts(events);
    for (const [mode, times] of Object.entries(counts)) count(this.#failures, modes[mode as Mode], times);
    for (const [stage, times] of otherStages) count(this.#failures, `${stage} failed otherwise`, times);
  }

  /** Adds an example that stands in the file. */
  addExample(item: MeasuredItem): void {
    for (const { figure, mean } of this.#figures) mean.add(figure.of(item));
  }

  /**
   * Everything, with keys as they are written.
   * @param planned episodes that were asked for.
   */
  summary(
    { task, harness, models, experiment, learnings }: Origin,
    planned: number,
    spent: Spent,
    versions: readonly NotesVersion[],
  ) {
    const accepted = this.#accepted;
    const lost = [...this.#failures.values()].reduce((sum, times) => sum + times, 0);
    return {
      ...{ task, harness, models, experiment },
      episodes: { planned, done: this.#episodes, conclusive: this.#conclusive },
      outcomes: Object.fromEntries([...this.#outcomes].sort(([a], [b]) => (a < b ? -1 : 1))),
      accepted,
      written: this.#outcomes.get("accepted") ?? 0,
      acceptance: this.#conclusive === 0 ? null : accepted / this.#conclusive,
      figures: this.#figures
        .filter(({ figure, mean }) => !figure.optional || mean.value.examples > 0)
        .map(({ figure: { label, digits }, mean }) => ({ label, digits, ...mean.value })),
      rounds_per_episode: this.#episodes === 0 ? null : this.#rounds / this.#episodes,
      failed_rounds: [...this.#failures]
        .filter(([, times]) => times > 0)
        .sort(([, a], [, b]) => b - a)
        .map(([reason, times]) => ({ reason, rounds: times, share: times / lost })),
      learnings: learnings && {
        ...learnings,
        versions: versions.length,
        notes: versions.at(-1)?.notes.length ?? 0,
        cost: costOf(spent.learning),
      },
      cost: costOf(this.#cost),
      spent: costOf(spent.all),
      cost_per_accepted: accepted === 0 ? null : costOf(shareOf(this.#cost, accepted)),
    };
  }
}

type Mode = Exclude<keyof ReturnType<typeof failureCounts>, "otherStages">;

const modes: Readonly<Record<Mode, string>> = {
  draftRefused: "draft refused",
  verificationFailed: "verification failed",
  tooEasy: "too easy",
  strongFailed: "strong failed",
  notMeasured: "not measured",
  examinationFailed: "examination failed",
};

function count<K>(counts: Map<K, number>, key: K, times: number): void {
  counts.set(key, (counts.get(key) ?? 0) + times);
}

function shareOf({ calls, inputTokens, outputTokens, costUsd }: Usage, of: number): Usage {
  const part = (value: number | null) => (value === null ? null : value / of);
  return {
    calls: calls / of,
    inputTokens: part(inputTokens),
    outputTokens: part(outputTokens),
    costUsd: part(costUsd),
  };
}

class RunningMean {
  #sum = 0;
  #count = 0;

  add(value: number | null): void {
    if (value === null) return;
    this.#sum += value;
    this.#count += 1;
  }

  get value() {
    return { mean: this.#count === 0 ? null : this.#sum / this.#count, examples: this.#count };
  }
}
