import { seats } from "../../models/chat.js";
import type { Usage } from "../../models/usage.js";
import { plural, roughCount, stopwatch, usd } from "../report/numbers.js";
import type { Projected, Projection, SeatProjection } from "./projection.js";

export interface EstimateFacts {
  readonly episodes: number;
  readonly documents: number;
  readonly edited: boolean;
  readonly plannedEpisodes: number;
  /** Of all runs that it speaks for. */
  readonly iterations: number;
  readonly runs: number;
  /** What the pilot's own calls took, stored ones included. */
  readonly pilot: Usage;
  /** See powerLines. */
  readonly power: readonly string[];
  /** See tooSmall. */
  readonly tooSmall: readonly string[];
}

/** The estimate as a table by seat, with what it rests on and what it leaves out. */
export function estimateScreen(projection: Projection, facts: EstimateFacts): string {
  const rows = [
    ["seat", "calls", "input tokens", "output tokens", "cost"],
    ...seats.map((seat) => row(seat, projection.bySeat[seat])),
    row("all", projection.total),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map((cells) => (cells[column] ?? "").length)),
  );
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
  const { value, low, high } = projection.ms;
  return [
    ...lines.map((line) => `  ${line}`),
    `  time  about ${stopwatch(value)} [${stopwatch(low)}, ${stopwatch(high)}] waiting for models, as fast as in the pilot`,
    "",
    `  from ${plural(facts.episodes, "episode")} of the baseline on ${plural(facts.documents, "document")}` +
      `${facts.edited ? " and one analysis and edit" : ""}, for up to ${plural(facts.plannedEpisodes, "episode")} in ` +
      `${plural(facts.iterations, "iteration")}${facts.runs === 1 ? "" : ` of ${plural(facts.runs, "run")}`}`,
    `  ${pilotText(facts.pilot)}`,
    "  [80 % range over documents, where it can be told; that mutants take more or less than the baseline is not in it: allow for half as much again]",
    "",
    ...facts.power.map((line) => `  ${line}`),
    ...facts.tooSmall.map((clause) => `  beware: ${clause}`),
  ].join("\n");
}

/** A budget that should do: half as much again as the upper end. Null when nothing can be said. */
export function suggestedBudget(projections: readonly Pick<Projection, "total">[]): string | null {
  const upper = (of: (total: SeatProjection) => Projected | null) =>
    projections.reduce<number | null>((sum, { total }) => {
      const projected = of(total);
      return sum === null || projected === null ? null : sum + projected.high;
    }, 0);
  const dollars = upper(({ costUsd }) => costUsd);
  if (dollars !== null && dollars > 0) return `--budget-usd ${Math.ceil(dollars * 1.5)}`;
  const calls = (upper((total) => total.calls) ?? 0) * 1.5;
  return calls > 0 ? `--budget-calls ${Math.ceil(calls / 1000) * 1000}` : null;
}

function row(name: string, { calls, inputTokens, outputTokens, costUsd }: SeatProjection): string[] {
  return [
    name,
    text(calls, roughCount),
    text(inputTokens, roughCount),
    text(outputTokens, roughCount),
    text(costUsd, usd, inputTokens === null || outputTokens === null ? "unknown" : "unpriced"),
  ];
}

function text(projected: Projected | null, say: (value: number) => string, unknown = "unknown"): string {
  if (projected === null) return unknown;
  if (say === usd && projected.high === 0) return "nothing"; // simulated, or a price of 0
  const [value, low, high] = [say(projected.value), say(projected.low), say(projected.high)];
  return low === high ? value : `${value} [${low}, ${high}]`;
}

function pilotText({ calls, inputTokens, outputTokens, costUsd }: Usage): string {
  const tokens = inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens;
  const said = [
    `${roughCount(calls)} calls`,
    tokens === null ? "tokens unknown" : `${roughCount(tokens)} tokens`,
    ...(costUsd === null ? [] : [usd(costUsd)]),
  ];
  return `done already, by the pilot: ${said.join(", ")}`;
}
