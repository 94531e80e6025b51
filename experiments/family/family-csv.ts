import { csvLine } from "../report/curve-csv.js";
import { type FamilyData, measures } from "./family-data.js";
import { abscissas } from "./member-view.js";

/** The columns of the mean curves: `by` is episodes or iterations, `x` how many; shares are in [0, 1]. */
export const familyCurveColumns = ["cell", "by", "x", "mean", "low", "high", "seeds"] as const;

/** A line for every place where the mean curve of a cell changes; RFC 4180. What does not exist is an empty field. */
export function familyCurveCsv({ cells }: FamilyData): string {
  const rows = cells.flatMap(({ cell, curves }) =>
    abscissas.flatMap((by) =>
      curves[by].map(({ x, value, interval, seeds }) => [
        cell,
        by,
        x,
        value,
        interval?.low,
        interval?.high,
        seeds,
      ]),
    ),
  );
  return [familyCurveColumns, ...rows].map(csvLine).join("");
}

/** The columns of the numbers of cells, and of their differences from the first (`against`), paired by seed. */
export const familyTableColumns = ["cell", "against", "measure", "mean", "low", "high", "seeds"] as const;

export function familyTableCsv({ cells, differences }: FamilyData): string {
  const own = cells.flatMap(({ cell, means }) =>
    measures.map((measure) => ({ cell, against: "", measure, mean: means[measure] })),
  );
  const paired = differences.flatMap(({ cell, against, differences: means }) =>
    measures.map((measure) => ({ cell, against, measure, mean: means[measure] })),
  );
  const rows = [...own, ...paired].map(({ cell, against, measure, mean: { value, interval, seeds } }) => [
    cell,
    against,
    measure,
    value,
    interval?.low,
    interval?.high,
    seeds,
  ]);
  return [familyTableColumns, ...rows].map(csvLine).join("");
}
