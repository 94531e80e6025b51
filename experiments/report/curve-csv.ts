import type { CurveData, CurvePoint } from "./curve-data.js";
import { shareOf } from "./pass-rate.js";

/** The columns of the curve's table; candidates are full tree hashes, rates are counts and shares in [0, 1]. */
export const curveColumns = [
  "iteration",
  "candidate",
  "parent",
  "outcome",
  "accepted",
  "conclusive",
  "score",
  "at_least",
  "at_most",
  "parent_accepted",
  "parent_conclusive",
  "best_so_far",
  "by_hand",
  "summary",
] as const;

/**
 * One line per iteration, iteration 0 being the baseline, and one per admission by hand, which names the last iteration
 * before it and its author; RFC 4180: comma-separated, CRLF after every line, fields
 * quoted where needed. at_least and at_most are given where a mutant was stopped early. What does not exist is an empty field.
 */
export function curveCsv(data: CurveData): string {
  const lines = [curveColumns, ...data.points.map(fieldsOf)];
  return lines.map(csvLine).join("");
}

/** One line of RFC 4180; null and undefined are empty fields. */
export function csvLine(fields: readonly (string | number | null | undefined)[]): string {
  return `${fields.map((field) => quoted(String(field ?? ""))).join(",")}\r\n`;
}

function fieldsOf(point: CurvePoint) {
  const { rate, parentRate } = point;
  return [
    point.iteration,
    point.candidate,
    point.parent,
    point.outcome,
    rate?.accepted,
    rate?.conclusive,
    rate === null ? null : shareOf(rate),
    point.bounds?.low,
    point.bounds?.high,
    parentRate?.accepted,
    parentRate?.conclusive,
    point.bestSoFar,
    point.byHand,
    point.summary,
  ];
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
