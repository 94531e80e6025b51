import { uniform } from "../../../../../models/simulated/hashing.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import type { Fact } from "../../../../../models/simulated/text/facts.js";
import { constants } from "../constants.js";
import { gistOf } from "../gist.js";
import { rankFacts } from "./picks.js";
import { type ChallengerTask, count } from "./task.js";

const { challenger } = constants;

export const capabilities = {
  primary: ["rule_application", "fact_weighing", "exception_handling"],
  secondary: ["remedy_choice"],
} as const;
const ofPositives = [...capabilities.primary, ...capabilities.secondary];

export interface WrittenCriterion {
  readonly number: number;
  readonly criterion: string;
  readonly category: "positive" | "negative";
  readonly capability: string;
  readonly weight_class: string;
  readonly weight: number;
}

interface Tested {
  readonly text: string;
  readonly facts: readonly Fact[];
}

/** The rubric with the facts that its positive criteria test; null for a document with too few of them. */
export function writeRubric(
  index: CorpusIndex,
  task: ChallengerTask,
): { readonly rubric: readonly WrittenCriterion[]; readonly asked: readonly Fact[] } | null {
  const ranked = rankFacts(index, task);
  const tested = testsOf(index, task, ranked);
  if (tested.length < challenger.fewestPositives) return null;
  const asked = [...new Set(tested.flatMap(({ facts }) => facts))];
  const rubric = [...positives(index, task, tested), ...negatives(index, task, ranked, asked)];
  return { rubric: rubric.map((one, at) => ({ number: at + 1, ...one })), asked };
}

/** One test for every fact, some of two; where facts run out, of the other parts of those that are long. */
function testsOf(index: CorpusIndex, task: ChallengerTask, ranked: readonly Fact[]): Tested[] {
  const { temper, manner } = task;
  const wanted = count(temper, "positives", challenger.positives);
  const rest = [...ranked];
  const saying = (fact: Fact) => (manner.general ? gistOf(index, fact) : fact.text);
  const tested: Tested[] = [];
  for (let fact = rest.shift(); fact !== undefined && tested.length < wanted; fact = rest.shift()) {
    const joins = uniform("joined", temper.model, temper.document, fact.hash) < manner.compound;
    const other = joins ? rest.shift() : undefined;
    tested.push(other === undefined ? alone(fact, saying) : joined(fact, other, saying));
  }
  const others = tested
    .flatMap(({ facts }) => facts)
    .filter((fact) => fact.words > 2 * challenger.compoundWords)
    .map(
      (fact): Tested => ({
        text: wordsOf(saying(fact), challenger.compoundWords, fact.words),
        facts: [fact],
      }),
    );
  return [...tested, ...others.slice(0, Math.max(0, challenger.fewestPositives - tested.length))];
}

type Saying = (fact: Fact) => string;

const alone = (fact: Fact, saying: Saying): Tested => ({
  text: wordsOf(saying(fact), 0, challenger.criterionWords),
  facts: [fact],
});

function joined(fact: Fact, other: Fact, saying: Saying): Tested {
  const [one, two] = [fact, other].map((part) => wordsOf(saying(part), 0, challenger.compoundWords));
  return { text: `${one} and that ${two}`, facts: [fact, other] };
}

/** The rarest looks like the crux of the case and weighs most. */
function positives(
  index: CorpusIndex,
  { manner }: ChallengerTask,
  tested: readonly Tested[],
): Omit<WrittenCriterion, "number">[] {
  const rarity = ({ facts }: Tested) => Math.max(...facts.map((fact) => index.specificity(fact)));
  const order = [...tested].sort((one, other) => rarity(other) - rarity(one));
  return tested.map((one, at) => {
    const standing = order.indexOf(one) / tested.length;
    const [weight_class, weight] = classed(standing);
    return {
      criterion: `Explains that ${one.text}`,
      category: "positive",
      capability: ofPositives[at % ofPositives.length] as string,
      weight_class,
      weight: manner.misclassed && at === 0 ? 1 : weight,
    };
  });
}

/** Class and weight from the standing, 0 first and 1 last. */
function classed(standing: number): readonly [string, number] {
  if (standing < 1 / 3) return ["critically_important", 10 - Math.floor(9 * standing)];
  if (standing < 2 / 3) return ["important", 7 - Math.floor(9 * (standing - 1 / 3))];
  return ["slightly_important", 4 - Math.floor(9 * (standing - 2 / 3))];
}

/**
 * Errors of facts that nobody asked about, when told; else points that even a poor answer makes, as if making them were
 * the error, or as the good behaviour opposed to it.
 */
function negatives(
  index: CorpusIndex,
  { temper, manner }: ChallengerTask,
  ranked: readonly Fact[],
  asked: readonly Fact[],
): Omit<WrittenCriterion, "number">[] {
  const isAsked = new Set(asked);
  const others = ranked.filter((fact) => !isAsked.has(fact));
  const common = [...asked].sort((one, other) => index.specificity(one) - index.specificity(other));
  const subjects = manner.negatives === "errors" && others.length > 0 ? others : common;
  const beginning = {
    errors: "Asserts that it makes no difference whether",
    "common points": "Rests the advice on the point that",
    "good behaviour": "Avoids overlooking that",
  }[manner.negatives];
  const saying = (fact: Fact) => (subjects === common ? gistOf(index, fact) : fact.text);
  return subjects.slice(0, count(temper, "negatives", challenger.negatives)).map((fact) => ({
    criterion: `${beginning} ${wordsOf(saying(fact), 0, challenger.criterionWords)}`,
    category: "negative",
    capability: capabilities.primary[0],
    weight_class: "detrimental",
    weight: -count({ ...temper, whim: fact.hash }, "penalty", challenger.penalty),
  }));
}

function wordsOf(text: string, from: number, to: number): string {
  return text
    .split(/\s+/)
    .slice(from, to)
    .join(" ")
    .replace(/[.;:,]$/, "");
}
