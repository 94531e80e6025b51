import type { DocumentId } from "../../foundation/ids.js";
import { mean, subtract, toNumber } from "../referee/fraction.js";
import type { Attempt, Review } from "../trajectory.js";
import type { SolverSeat } from "./task.js";

/** One example that was measured to its last stage, for reports. */
export interface MeasuredItem {
  readonly document: DocumentId;
  /** The example, in the form of its task. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Of all stages; every one has a score. */
  readonly attempts: readonly Attempt[];
  /** Fresh attempts after it was accepted; none where nobody asked for them. */
  readonly retested: readonly Attempt[];
  /** What the task's review said; null in tasks without one. */
  readonly review: Review | null;
  /** The round that proposed it, from 1. */
  readonly round: number;
}

/** A number that reports show of many examples: the mean of what it is for each. */
export interface Figure {
  readonly label: string;
  /** Null where the example has no such number. */
  of(item: MeasuredItem): number | null;
  /** Digits after the point. */
  readonly digits: number;
  /** Means as published, for `cot-self-instruct` and for the agentic loop; null where none is. */
  readonly published: Published;
  /** Left out of a report in which no example has it. */
  readonly optional?: boolean;
}

export interface Published {
  readonly baseline: number | null;
  readonly agentic: number | null;
}

export const unpublished: Published = { baseline: null, agentic: null };

/** What every task is compared by; published means of the task where there are any. */
export function commonFigures(published: {
  readonly weak?: Published;
  readonly strong?: Published;
  readonly gap?: Published;
  readonly rounds?: Published;
  readonly questionCharacters?: Published;
  readonly weakSpread?: Published;
}): Figure[] {
  return [
    figure("weak score", 3, published.weak, (item) => meanScore(item, "weak")),
    figure("strong score", 3, published.strong, (item) => meanScore(item, "strong")),
    figure("gap", 3, published.gap, gapOf),
    fresh("weak score, fresh attempts", (item) => meanScore(item, "weak")),
    fresh("strong score, fresh attempts", (item) => meanScore(item, "strong")),
    fresh("gap, fresh attempts", gapOf),
    figure("rounds", 2, published.rounds, ({ round }) => round),
    figure("question characters", 0, published.questionCharacters, ({ body }) =>
      charactersOf(body["question"]),
    ),
    figure("spread of weak attempts, points", 2, published.weakSpread, weakSpread),
  ];
}

/** The same of the attempts that did not decide. */
function fresh(label: string, of: (item: Pick<MeasuredItem, "attempts">) => number | null): Figure {
  const figured = figure(label, 3, unpublished, ({ retested }) => of({ attempts: retested }));
  return { ...figured, optional: true };
}

export function figure(
  label: string,
  digits: number,
  published: Published | undefined,
  of: Figure["of"],
): Figure {
  return { label, digits, published: published ?? unpublished, of };
}

/** Scores of one solver's attempts, from 0 to 1. */
export function scoresBy({ attempts }: MeasuredItem, seat: SolverSeat): number[] {
  return attempts.flatMap((one) => (one.seat === seat && one.score !== null ? [toNumber(one.score)] : []));
}

/** The mean score of one solver, from 0 to 1; null when it was not asked. */
export function meanScore({ attempts }: Pick<MeasuredItem, "attempts">, seat: SolverSeat): number | null {
  const exact = exactMean(attempts, seat);
  return exact === null ? null : toNumber(exact);
}

/** Strong mean less weak mean, exact before it is rounded to a double; null when one of them was not asked. */
export function gapOf({ attempts }: Pick<MeasuredItem, "attempts">): number | null {
  const [weak, strong] = [exactMean(attempts, "weak"), exactMean(attempts, "strong")];
  return weak === null || strong === null ? null : toNumber(subtract(strong, weak));
}

function exactMean(attempts: readonly Attempt[], seat: SolverSeat) {
  const scores = attempts.flatMap((one) => (one.seat === seat && one.score !== null ? [one.score] : []));
  return scores.length === 0 ? null : mean(scores);
}

/** Standard deviation (n - 1, as reward groups are normalised) of the weak scores, in points of 100. */
function weakSpread(item: MeasuredItem): number | null {
  const scores = scoresBy(item, "weak");
  if (scores.length < 2) return null;
  const centre = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const squares = scores.reduce((sum, score) => sum + (score - centre) ** 2, 0);
  return 100 * Math.sqrt(squares / (scores.length - 1));
}

/** Characters, one outside the basic plane counting once; null for what is no text. */
function charactersOf(text: unknown): number | null {
  return typeof text === "string" ? Array.from(text).length : null;
}
