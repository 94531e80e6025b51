import type { DocumentId } from "../../foundation/ids.js";
import type { Random } from "../../foundation/random.js";
import type { Figure, MeasuredItem, Published } from "../../inner/tasks/figures.js";
import { type Estimate, type Interval, meanEstimate, rateEstimate, type Sum } from "../report/interval.js";
import { ratesByDocument } from "../report/pass-rate.js";
import type { Arm } from "./compare.js";

/** One arm in numbers. */
export interface ArmNumbers {
  readonly name: string;
  readonly episodes: number;
  readonly skipped: number;
  readonly inconclusive: number;
  readonly proposed: number;
  readonly verified: number;
  readonly items: number;
  readonly kept: number;
  /** Share of conclusive episodes whose example the task's acceptance lets pass. */
  readonly acceptance: Estimate;
  /** Means over the kept items, in the order of the figures. */
  readonly figures: readonly Estimate[];
  /** Model calls of all episodes, and of the whole arm per kept item; null where nothing was kept. */
  readonly calls: number;
  readonly callsPerItem: number | null;
}

export interface Comparison {
  readonly task: string;
  readonly documents: number;
  readonly figures: readonly {
    readonly label: string;
    readonly digits: number;
    readonly published: Published;
  }[];
  readonly arms: readonly ArmNumbers[];
}

/** Sums up what was measured of every arm; intervals resample documents with all their items. */
export function comparisonOf(
  task: string,
  figures: readonly Figure[],
  arms: readonly Arm[],
  random: Random,
): Comparison {
  const has = (figure: Figure) => arms.some(({ kept }) => kept.some((item) => figure.of(item) !== null));
  const shown = figures.filter((figure) => !figure.optional || has(figure));
  return {
    task,
    documents: new Set(arms.flatMap(({ observations }) => observations.map(({ document }) => document))).size,
    figures: shown.map(({ label, digits, published }) => ({ label, digits, published })),
    arms: arms.map((arm) => numbersOf(arm, shown, random)),
  };
}

function numbersOf(arm: Arm, figures: readonly Figure[], random: Random): ArmNumbers {
  const { name, observations, proposed, verified, items, kept } = arm;
  const count = (outcome: string) => observations.filter((one) => one.outcome === outcome).length;
  const calls = observations.reduce((sum, { cost }) => sum + cost.calls, 0);
  return {
    name,
    episodes: observations.length,
    skipped: count("skipped"),
    inconclusive: count("inconclusive"),
    proposed,
    verified,
    items: items.length,
    kept: kept.length,
    acceptance: rateEstimate(ratesByDocument(observations), random),
    figures: figures.map((figure) => estimateOf(figure, kept, random)),
    calls,
    callsPerItem: kept.length === 0 ? null : calls / kept.length,
  };
}

function estimateOf(figure: Figure, items: readonly MeasuredItem[], random: Random): Estimate {
  const sums = new Map<DocumentId, Sum>();
  const range: { -readonly [K in keyof Interval]: number } = { low: Infinity, high: -Infinity };
  for (const item of items) {
    const value = figure.of(item);
    if (value === null) continue;
    const { sum, count } = sums.get(item.document) ?? { sum: 0, count: 0 };
    sums.set(item.document, { sum: sum + value, count: count + 1 });
    range.low = Math.min(range.low, value);
    range.high = Math.max(range.high, value);
  }
  return meanEstimate(sums, range, random);
}
