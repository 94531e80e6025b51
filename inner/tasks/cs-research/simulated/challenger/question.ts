import { choose, uniform } from "../../../../../models/simulated/hashing.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import { constants } from "../constants.js";
import type { Pick } from "./picks.js";
import type { ChallengerTask } from "./task.js";

const { challenger } = constants;

export const questionTypes: readonly (readonly [type: string, opening: string])[] = [
  ["decision under constraints", "Which choice follows under these constraints"],
  ["outcome prediction", "What outcome is to be expected here"],
  ["interacting factors", "How do these factors work together here"],
  ["contradiction", "How can these observations be reconciled"],
  ["counterfactual", "What would change if one of these conditions were dropped"],
];

const links: readonly (readonly [string, string])[] = [
  ["with", "under"],
  ["through", "given"],
  ["against", "for"],
];

/** One question that names some terms of every asked fact and leaves its rarest for the answer. */
export function askAbout(
  index: CorpusIndex,
  task: ChallengerTask,
  picks: readonly Pick[],
): { readonly type: string; readonly question: string } {
  const { temper } = task;
  const [type, opening] = choose(questionTypes, "type", temper.whim);
  const aspects = namedPicks(task, picks).map((pick) => aspectOf(index, task, pick));
  return { type, question: `${opening}: ${aspects.join("; ")}?` };
}

function namedPicks({ manner, temper }: ChallengerTask, picks: readonly Pick[]): readonly Pick[] {
  if (manner.short) return picks.slice(0, challenger.shortNamed);
  if (!manner.hard) return picks;
  const named = picks.filter((pick) => uniform("named", temper.whim, pick.fact.hash) < challenger.hardNamed);
  return named.length > 0 ? named : picks.slice(0, 1);
}

function aspectOf(index: CorpusIndex, { temper }: ChallengerTask, { fact }: Pick): string {
  const named = [...fact.terms]
    .sort((one, other) => index.idf(other.stem) - index.idf(one.stem))
    .slice(challenger.keptTerms, challenger.keptTerms + challenger.namedTerms)
    .map((term) => term.word);
  const [first = "", second, third] = fact.terms
    .map((term) => term.word)
    .filter((word) => named.includes(word));
  const [near, far] = choose(links, "link", temper.whim, fact.hash);
  if (second === undefined) return `what of ${first}`;
  return third === undefined
    ? `what of ${first} ${near} ${second}`
    : `what of ${first} ${near} ${second} ${far} ${third}`;
}
