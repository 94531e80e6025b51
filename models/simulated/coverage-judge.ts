import { constants } from "./constants.js";
import { uniform } from "./hashing.js";
import { toldMark } from "./suggestible.js";
import type { CorpusIndex } from "./text/corpus-index.js";
import type { Fact } from "./text/facts.js";
import { termsOf } from "./text/terms.js";

const { judge } = constants;
const criterionLine = /^(\d+)\.\s*\[(positive|negative)\]\s*(.*)$/;
const goodBehaviour = /^(?:avoids?|does not|do not|refrains?|never|correctly|recognis|resists?|without)\b/i;

/** What a judge is shown of an answer. */
export interface JudgedAnswer {
  readonly response: string;
  /** What the question says already earns nothing. */
  readonly question: string;
  /** One to a line, as `1. [positive] Names the lock`; other lines are passed over. */
  readonly criteria: string;
  /** Hash of seed and request; null for a judge without noise, who misreads nothing and takes no orders. */
  readonly whim: number | null;
}

export interface CoverageMark {
  readonly index: number;
  readonly reason: string;
  readonly met: boolean;
}

/** Marks every criterion by how well single sentences of the response cover its terms, with some noise or none. */
export function markByCoverage(
  index: CorpusIndex,
  { response, question, criteria, whim }: JudgedAnswer,
): CoverageMark[] {
  const asked = new Set(termsOf(question).map((term) => term.stem));
  const sentences = index.sentencesOf(response);
  return criteria.split("\n").flatMap((line): CoverageMark[] => {
    const read = criterionLine.exec(line);
    if (read === null) return [];
    const [, number = "", category = "", text = ""] = read;
    const best = bestCoverage(index, text, asked, sentences);
    const told = whim === null ? undefined : toldMark(text, response, whim);
    const verdict = told ?? isMet(category, text, best.coverage, whim);
    const flipped = whim !== null && uniform("flip", whim, text) < judge.flip;
    return [{ index: Number(number), reason: reasonFor(best), met: verdict !== flipped }];
  });
}

function isMet(category: string, text: string, coverage: number, whim: number | null): boolean {
  if (category === "positive") return coverage >= judge.covered;
  if (goodBehaviour.test(text)) return coverage > judge.discussed;
  const misread = whim !== null && uniform("misread", whim, text) < judge.misread;
  return coverage > judge.contradicted && misread;
}

interface BestSentence {
  readonly coverage: number;
  readonly sentence: Fact | undefined;
}

/** Coverage of the criterion's terms that the question does not already give. */
function bestCoverage(
  index: CorpusIndex,
  criterion: string,
  asked: ReadonlySet<string>,
  sentences: readonly Fact[],
): BestSentence {
  const wanted = [...index.fact(criterion).stems].filter((stem) => !asked.has(stem) && !phrasing.has(stem));
  let best: BestSentence = { coverage: 0, sentence: undefined };
  for (const sentence of sentences) {
    const coverage = index.coverage(wanted, sentence.stems);
    if (coverage > best.coverage) best = { coverage, sentence };
  }
  return best;
}

/** Words of how criteria are put, which no answer repeats. */
const phrasing = new Set(
  termsOf("explains states names says avoids overlooking claims opposite confuses describes identifies").map(
    (term) => term.stem,
  ),
);

function reasonFor({ coverage, sentence }: BestSentence): string {
  if (sentence === undefined || coverage < 0.2) return "the response does not speak of this";
  const words = sentence.text.split(" ").slice(0, 10).join(" ");
  return coverage >= judge.covered ? `says: ${words}` : `comes near, but only says: ${words}`;
}
