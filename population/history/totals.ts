import { addUsage, noUsage, type Usage } from "../../models/usage.js";
import type { Connection } from "./connection.js";
import type { Totals } from "./history.js";
import { type ObservationRow, observationOf } from "./tables/observations.js";

interface SeatSums {
  readonly seat: string;
  readonly calls: number;
  /** Null when any of the seat's calls is unknown. */
  readonly input: number | null;
  readonly output: number | null;
  readonly cost: number | null;
}

const known = (column: string) => `CASE WHEN COUNT(${column}) = COUNT(*) THEN SUM(${column}) END`;

export function totalsOf(connection: Connection): Totals {
  const sums = connection.prepare<[], SeatSums>(
    `SELECT seat, COUNT(*) AS calls, ${known("input_tokens")} AS input,
       ${known("output_tokens")} AS output, ${known("cost_usd")} AS cost
     FROM call GROUP BY seat`,
  );
  const sumsAsKnown = connection.prepare<[], SeatSums>(
    `SELECT seat, COUNT(*) AS calls, SUM(input_tokens) AS input, SUM(output_tokens) AS output, SUM(cost_usd) AS cost
     FROM call GROUP BY seat, input_tokens IS NULL, output_tokens IS NULL, cost_usd IS NULL`,
  );
  const spans = connection.prepare<[], { start: number; end: number }>(
    "SELECT started_at AS start, started_at + duration_ms AS end FROM call ORDER BY started_at",
  );
  const observations = connection.prepare<[], ObservationRow>("SELECT * FROM observation ORDER BY ticket");
  return {
    usage: () => {
      const bySeat = Object.fromEntries(sums.all().map((row) => [row.seat, usageOf(row)]));
      return { total: Object.values(bySeat).reduce(addUsage, noUsage), bySeat };
    },
    usageAsKnown: () => sumsAsKnown.all().map((row) => ({ seat: row.seat, usage: usageOf(row) })),
    timeAtWork: () => {
      let total = 0;
      let until = 0;
      for (const { start, end } of spans.iterate()) {
        total += Math.max(0, end - Math.max(start, until));
        until = Math.max(until, end);
      }
      return total;
    },
    observations: () => observations.all().map(observationOf),
  };
}

function usageOf({ calls, input, output, cost }: SeatSums): Usage {
  return { calls, inputTokens: input, outputTokens: output, costUsd: cost };
}
