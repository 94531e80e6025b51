import { seats } from "../../models/chat.js";
import { isSimulated } from "../../models/prices.js";
import { addUsage, noUsage, type Usage } from "../../models/usage.js";
import { rateOf } from "../../outer/policies/accept-mutant.js";
import { budgetText } from "../plan-screen.js";
import { count, plural, roughCount, usd } from "../report/numbers.js";
import { shareOf } from "../report/pass-rate.js";
import { shownPath } from "../run-folder.js";
import { measurable } from "./ablate.js";
import { editText, whatBecame } from "./ablation-screen.js";
import type { GuardedRemoval, PreparedAblation } from "./prepare-ablation.js";

/** What an ablation will do at most, before it does it. */
export interface AblationPlan {
  /** Of the candidate with all edits and without each that comes off. */
  readonly episodes: number;
  /** Further ones, of the smaller harness: one that is left, and another for every edit that is put back. */
  readonly ofSmaller: number;
  /** Further ones on test documents; 0 where nothing is to be written. */
  readonly onTest: number;
  /** What an episode of the candidate took in its run, on average; null when it was never validated there. */
  readonly perEpisode: { readonly calls: number; readonly costUsd: number | null } | null;
  /** Effects, in [0, 1], that episodes as many would show four times in five; null when its pass rate is not known. */
  readonly shown: number | null;
}

/** Standard errors between no effect and one that is shown four times in five, at 95 %. */
const fourInFive = 1.96 + 0.84;
/** So that a candidate that passed everything, or nothing, is not thought to be without spread. */
const leastRate = 0.1;

/** @param repeats episodes of every harness on every document. */
export function planOf(
  { experiment, earlier }: PreparedAblation,
  guarded: readonly GuardedRemoval[],
  { repeats, write }: { readonly repeats: number; readonly write: boolean },
): AblationPlan {
  const { validation, test } = experiment.splits;
  const harnesses = new Set(guarded.flatMap((one) => measurable(one)?.tree ?? [])).size;
  const rate = shareOf(rateOf(earlier));
  const used = earlier.map(({ cost }) => cost).reduce(addUsage, noUsage);
  const most = Math.min(1 - leastRate, Math.max(leastRate, rate ?? 0));
  const pairs = validation.length * repeats;
  return {
    episodes: harnesses === 0 ? 0 : (harnesses + 1) * pairs,
    ofSmaller: harnesses === 0 ? 0 : pairs,
    onTest: write && harnesses > 0 ? 2 * test.length * repeats : 0,
    perEpisode: earlier.length === 0 ? null : meanOf(used, earlier.length),
    shown: rate === null ? null : fourInFive * Math.sqrt((2 * most * (1 - most)) / pairs),
  };
}

function meanOf({ calls, costUsd }: Usage, episodes: number): AblationPlan["perEpisode"] {
  return { calls: calls / episodes, costUsd: costUsd === null ? null : costUsd / episodes };
}

/** What will be measured, how much it takes, and where it is kept. */
export function ablationPlanScreen(
  prepared: PreparedAblation,
  guarded: readonly GuardedRemoval[],
  { repeats, write, dryRun }: { readonly repeats: number; readonly write: boolean; readonly dryRun: boolean },
  workingFolder: string,
): string {
  const { experiment, run, name, best, final, edits } = prepared;
  const { definition, choice, splits, folder, seats: configs } = experiment;
  const simulated = seats.some((seat) => isSimulated(configs[seat]));
  const about = simulated ? " · simulated models: not a result about any real model" : "";
  const who = best ? `the best candidate of ${run}` : `a candidate of ${run}`;
  const soFar = final
    ? []
    : [`  ${run} has not come to its end: its best candidate may be another one later`];
  const where = dryRun
    ? "dry run: nothing is asked and nothing is written"
    : `kept in ${shownPath(folder.path, workingFolder)}; Ctrl-C stops, the same command continues`;
  return [
    `Ablation of ${name}, ${who}: ${plural(edits.length, "edit")} from the baseline${about}`,
    ...soFar,
    `  task ${definition.task} · acceptance ${choice.rule} · seed ${definition.seed} · ${plural(splits.validation.length, "validation document")} x ${repeats}`,
    ...guarded.map((one) => `  ${editText(one.removal.edit)}: ${whatBecame(one)}`),
    ...costLines(planOf(prepared, guarded, { repeats, write })).map((line) => `  ${line}`),
    `  ${budgetText(experiment)} · ${where}`,
  ].join("\n");
}

function costLines({ episodes, ofSmaller, onTest, perEpisode, shown }: AblationPlan): string[] {
  if (episodes === 0) return ["no harness without an edit can be measured"];
  const further = [
    `${count(ofSmaller)} more for a smaller harness (as many again for each edit that is put back)`,
    ...(onTest === 0 ? [] : [`then ${count(onTest)} on test documents`]),
  ];
  const all = episodes + ofSmaller + onTest;
  return [
    `${plural(episodes, "episode")}, ${further.join(", ")}`,
    ...(perEpisode === null
      ? []
      : [
          `roughly ${roughCount(all * perEpisode.calls)} calls${perEpisode.costUsd === null ? ", unpriced" : ` and ${usd(all * perEpisode.costUsd)}`}, ` +
            `by what this candidate's episodes took in the run (${Math.round(perEpisode.calls)} calls each)`,
        ]),
    ...(shown === null
      ? []
      : [
          `enough to show an effect of about ${Math.round(shown * 100)} points four times in five; smaller ones are mostly missed`,
        ]),
  ];
}
