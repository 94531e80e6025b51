import { table } from "../lineage/columns.js";
import type { CurveData } from "./curve-data.js";
import type { Estimate } from "./interval.js";
import { count, percent, plural } from "./numbers.js";
import type { Published, RunFacts } from "./run-facts.js";
import { estimateText } from "./test-text.js";

const columns = [
  { head: "", align: "left" },
  { head: "", align: "left" },
  { head: "baseline", align: "left" },
  { head: "at the end", align: "left" },
  { head: "accepted", align: "left" },
  { head: "by the rule", align: "left" },
] as const;

/**
 * Published results above the run's own, each marked as what it is, with the rule that it was accepted by. Empty where
 * the experiment names none and the run was measured under its own rule alone.
 */
export function sideBySide(data: CurveData, width?: number): string[] {
  const { facts, criteria } = data;
  if (facts.published.length === 0 && criteria.length === 0) return [];
  const rows = [...facts.published.map(publishedCells), ...ownCells(data)];
  const sources = facts.published.map(({ name, source }) => `${name}: ${source}`);
  return [...table(columns, rows, width), ...sources];
}

/** A published share as it was published: `79.6 %`. */
export function publishedShare(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}

function publishedCells({ name, baseline, final, accepted, iterations, criterion }: Published): string[] {
  const of = iterations === null ? "" : ` of ${count(iterations)}`;
  return [
    "published",
    name,
    baseline === null ? "" : publishedShare(baseline),
    publishedShare(final),
    accepted === null ? "" : `${count(accepted)}${of}`,
    criterion,
  ];
}

function ownCells({ facts, points, iterations, baseline, test, best, criteria }: CurveData): string[][] {
  const origin = originOf(facts);
  const accepted = points.filter(({ outcome, byHand }) => outcome === "accepted" && byHand === null).length;
  const mutants = `${count(accepted)} of ${count(iterations)}`;
  const cells = (on: string, start: string, end: string, rule: string) => [
    ...[origin, on, start, end, mutants, rule],
  ];
  return [
    ...(best === null || baseline === null
      ? []
      : [cells("validation (selected on)", percent(baseline.score), percent(best.score), facts.acceptance)]),
    ...(test === null
      ? []
      : [
          cells(
            testDocuments(test.best),
            estimateText(test.baseline),
            estimateText(test.best),
            facts.acceptance,
          ),
        ]),
    ...criteria.map((one) =>
      cells(testDocuments(one.best), estimateText(one.baseline), estimateText(one.best), one.rule),
    ),
  ];
}

function originOf({ simulated }: Pick<RunFacts, "simulated">): string {
  if (simulated === "none") return "measured";
  return simulated === "all" ? "simulated" : "partly simulated";
}

const testDocuments = ({ documents }: Estimate) => plural(documents, "test document");
