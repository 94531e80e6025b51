import { uniform } from "../../../../../models/simulated/hashing.js";
import { constants } from "../constants.js";
import type { Pick } from "./picks.js";
import { type ChallengerTask, count } from "./task.js";

const { challenger } = constants;

export interface WrittenCriterion {
  readonly criterion: string;
  readonly weight: number;
  readonly category: "positive" | "negative";
}

/** One positive criterion for every asked fact; negative ones where the challenger writes any. */
export function writeRubric(task: ChallengerTask, picks: readonly Pick[]): WrittenCriterion[] {
  const weights = task.manner.capped ? cappedWeights(task, picks) : naiveWeights(picks);
  const positive = picks.map(
    (pick, position): WrittenCriterion => ({
      criterion: `Explains that ${beginning(pick)}`,
      weight: weights[position] ?? 1,
      category: "positive",
    }),
  );
  return task.manner.negatives ? [...positive, ...negatives(task, picks)] : positive;
}

/** From 10 down to 1 by salience: what is general and stands early looks most important. */
function naiveWeights(picks: readonly Pick[]): number[] {
  const salience = (pick: Pick) => 1 - pick.specificity + (1 - pick.place) / 2;
  const order = [...picks].sort((one, other) => salience(other) - salience(one));
  return picks.map((pick) => {
    const standing = 1 - order.indexOf(pick) / Math.max(1, picks.length - 1);
    return 1 + Math.round(9 * standing ** challenger.weightSkew);
  });
}

function cappedWeights({ temper }: ChallengerTask, picks: readonly Pick[]): number[] {
  const { least, more } = challenger.cappedWeight;
  return picks.map((pick) => least + Math.floor(uniform("weight", temper.whim, pick.fact.hash) * (more + 1)));
}

/** Errors a careless answer might make about the most specific facts; most are put the wrong way round. */
function negatives(task: ChallengerTask, picks: readonly Pick[]): WrittenCriterion[] {
  const { temper, manner, feedback } = task;
  const mostSpecific = [...picks].sort((one, other) => other.specificity - one.specificity);
  return mostSpecific.slice(0, count(temper, "negatives", challenger.negativeCount)).map((pick) => {
    const share = challenger.inverted * (feedback.inverted > 0 ? challenger.invertedWhenTold : 1);
    const inverted = uniform("inverted", temper.whim, pick.fact.hash) < share;
    const { least, more } = challenger.negativeWeight;
    const heavy = least + Math.floor(uniform("penalty", temper.whim, pick.fact.hash) * (more + 1));
    return {
      criterion: `${inverted ? "Avoids overlooking that" : "Claims the opposite of this:"} ${beginning(pick)}`,
      weight: -(manner.capped
        ? Math.min(heavy, challenger.cappedWeight.least + challenger.cappedWeight.more)
        : heavy),
      category: "negative",
    };
  });
}

function beginning(pick: Pick): string {
  return pick.fact.text
    .split(/\s+/)
    .slice(0, challenger.criterionWords)
    .join(" ")
    .replace(/[.;:,]$/, "");
}
