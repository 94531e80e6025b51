import type { ShownDocument } from "../../corpus/document.js";
import type { Evidence, Example } from "../../tasks/task.js";
import type { Attempt, ExaminationCheck, Fraction, Mark } from "../../trajectory.js";
import { type AskSeat, askForValue, askJudge } from "../ask-seat.js";
import { compare, fractionOfDecimal, toNumber } from "../fraction.js";
import { type ExaminationRule, examinationRules } from "../rules.js";
import { allSettledInOrder } from "../solve.js";
import { mostFavourable, pointsOnly } from "./confirmed-marks.js";
import { offTopicAnswer } from "./probe-answers.js";

/** What is about to be accepted. */
export interface ExaminationScene {
  readonly example: Example;
  readonly document: ShownDocument;
  readonly evidence: Evidence;
  /** The judge's attempts of this host call are numbered up to here. */
  readonly judged: number;
}

/** Numbers of the judge's calls that are kept for each probe. */
const mostLooks = 4;

/**
 * The referee's last look at an example that its task would accept: an audit by its own verifier with the document,
 * and probes of the rubric and of the judge. Every rule that the referee has and the task allows gives one check, in
 * the order of the rules. What cannot be measured has not passed.
 */
export async function examine(
  scene: ExaminationScene,
  has: (rule: ExaminationRule) => boolean,
  ask: AskSeat,
): Promise<ExaminationCheck[]> {
  const rules = (Object.keys(examinationRules) as ExaminationRule[]).filter(has);
  const checks = await allSettledInOrder(
    rules.map((rule) =>
      rule === "final-audit" ? finalAudit(scene, ask) : probed(rule, probeOf(rule, scene), scene, ask),
    ),
  );
  return checks.filter((check) => check !== null);
}

async function finalAudit({ example, document }: ExaminationScene, ask: AskSeat): Promise<ExaminationCheck> {
  const rule = "final-audit";
  const { request, read } = example.audit(document);
  const audited = await askForValue(ask, "verifier", request, 0, read);
  if (!audited.ok) return notMeasured(rule, audited.problem);
  const { passed, checks, feedback } = audited.value;
  const verdicts = checks.map(({ name, verdict, note }) => `${name} ${verdict}${note && ` (${note})`}`);
  const finding = [verdicts.join("; "), feedback].filter((text) => text !== "").join(". ");
  return { rule, passed, finding: passed ? "" : finding, score: null };
}

/** An answer for the judge, and what its marks must come to. */
export interface Probe {
  /** Tells the judge's calls of one probe from those of others; they do not move when a rule is left out. */
  readonly place: number;
  readonly answer: string;
  /** A mark is noisy: what fails is marked again, and has failed when it fails on so many looks together. */
  readonly looks: number;
  /** @returns a number from 0 to 1, and whether that is well. @param looks the judge's marks, in turn. */
  measure(looks: readonly (readonly Mark[])[]): { readonly score: Fraction; readonly passed: boolean };
  problem(score: Fraction): string;
}

type ProbedScene = Pick<ExaminationScene, "example" | "evidence">;

export type ProbeRule = Exclude<ExaminationRule, "final-audit">;

/** What a rule has the judge mark; null where an example gives nothing to probe. */
export const probeOf = (rule: ProbeRule, scene: ProbedScene): Probe | null => probes[rule](scene);

const probes: Readonly<Record<ProbeRule, (scene: ProbedScene) => Probe | null>> = {
  "probe-empty": ({ example }) => bounded("probe-empty", example, { place: 0, answer: "", most: 0.25 }),
  "probe-off-topic": ({ example }) =>
    bounded("probe-off-topic", example, { place: 1, answer: offTopicAnswer(example.shown), most: 0.25 }),
  "probe-context": ({ example }) =>
    bounded("probe-context", example, { place: 2, answer: example.shown, most: 0.4 }),
  "probe-reference": ({ example }) =>
    example.reference === null
      ? null
      : bounded("probe-reference", example, { place: 3, answer: example.reference, least: 0.7 }),
  "judge-agreement": ({ evidence }) => agreement(evidence, { place: 4, least: 0.7 }),
};

/** @param bounds scores, 0 to 1, that the answer may reach at most, or must reach at least. */
function bounded(
  rule: ProbeRule,
  example: Example,
  { place, answer, most = 1, least = 0 }: Pick<Probe, "place" | "answer"> & { most?: number; least?: number },
): Probe {
  return {
    place,
    answer,
    looks: least > 0 ? mostLooks : 2,
    measure: (looks) => {
      const marks = least > 0 ? mostFavourable(example, looks) : pointsOnly(example, looks);
      const score = example.score(marks);
      const passed =
        compare(score, fractionOfDecimal(most)) <= 0 && compare(score, fractionOfDecimal(least)) >= 0;
      return { score, passed };
    },
    problem: (score) => {
      const bound = least > 0 ? `below ${least}` : `above ${most}`;
      return `${examinationRules[rule]}: ${toNumber(score).toFixed(3)}, ${bound}`;
    },
  };
}

/** Whether the judge marks an answer as it did before. @param least share of marks, 0 to 1, that must be the same. */
function agreement(
  evidence: Evidence,
  { place, least }: { readonly place: number; readonly least: number },
): Probe | null {
  const before = markedAnswer(evidence);
  if (before === undefined) return null;
  const { answer, marks } = before;
  return {
    place,
    answer,
    looks: 2,
    measure: (looks) => {
      const again = looks.at(-1) ?? [];
      const same = again.filter(({ met }, index) => met === marks[index]?.met).length;
      const score = { numerator: same, denominator: marks.length };
      return { score, passed: compare(score, fractionOfDecimal(least)) >= 0 };
    },
    problem: ({ numerator, denominator }) =>
      `${numerator} of ${denominator} marks of one answer came out again`,
  };
}

/** The first answer of the strong solver that was marked, else of any. */
function markedAnswer(evidence: Evidence): Attempt | undefined {
  const marked = [...evidence.values()]
    .flat()
    .filter(({ answer, marks }) => answer !== "" && marks.length > 0);
  return marked.find(({ seat }) => seat === "strong") ?? marked[0];
}

async function probed(
  rule: ProbeRule,
  probe: Probe | null,
  { example, judged }: ExaminationScene,
  ask: AskSeat,
): Promise<ExaminationCheck | null> {
  if (probe === null) return null;
  const { place, answer, looks } = probe;
  let check: ExaminationCheck | null = null;
  const seen: (readonly Mark[])[] = [];
  for (let look = 0; look < looks; look++) {
    const attempt = judged + 1 + mostLooks * place + look;
    const marked = await askJudge<readonly Mark[]>(ask, example.judgement(answer), attempt, (text) =>
      example.readJudgement(text, answer),
    );
    if (!marked.ok) return notMeasured(rule, marked.problem);
    seen.push(marked.value);
    const { score, passed } = probe.measure(seen);
    check = { rule, passed, finding: passed ? "" : probe.problem(score), score };
    if (passed) break;
  }
  return check;
}

function notMeasured(rule: ExaminationRule, problem: string): ExaminationCheck {
  return { rule, passed: false, finding: `cannot be measured: ${problem}`, score: null };
}
