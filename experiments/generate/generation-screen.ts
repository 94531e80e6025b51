import { count, percent, plural, roughCount, usd } from "../report/numbers.js";
import type { GenerationSummary } from "./generation-summary.js";

type Cost = GenerationSummary["cost"];

/** The summary as people read it (paper, table 1, of what was just made). */
export function generationScreen(summary: GenerationSummary, heading: string): string {
  const { episodes, accepted, written, acceptance, figures, failed_rounds, cost_per_accepted } = summary;
  const { learnings, cost, spent } = summary;
  const noted = learnings?.cost.calls ?? 0;
  const left = episodes.planned - episodes.done;
  const rows = [
    ["episodes", `${count(episodes.done)}${left === 0 ? "" : ` of ${count(episodes.planned)}`}`],
    ["accepted", `${count(accepted)}${acceptance === null ? "" : ` (${percent(acceptance)})`}`],
    ...(written === accepted ? [] : [["written", count(written)]]),
    ["not written", outcomesText(summary)],
    ...figures.map(({ label, digits, mean }) => [label, mean === null ? "-" : mean.toFixed(digits)]),
    ["failed rounds", sharesText(failed_rounds)],
    ["cost", costText(cost)],
    ...(learnings === null ? [] : [["learnings", learningsText(learnings)]]),
    ...(spent.calls === cost.calls + noted ? [] : [["with unfinished episodes", costText(spent)]]),
    ["cost per accepted example", cost_per_accepted === null ? "-" : costText(cost_per_accepted)],
  ];
  const width = Math.max(...rows.map(([label = ""]) => label.length)) + 2;
  const lines = rows.map(([label = "", value = ""]) => `  ${label.padEnd(width)}${value}`);
  const about =
    `  Scores, gap, rounds and lengths are means over ${plural(written, "example")}; ` +
    "the share accepted is of conclusive episodes.";
  return [heading, "", ...lines, "", about].join("\n");
}

function outcomesText({ outcomes }: GenerationSummary): string {
  const others = Object.entries(outcomes).filter(([outcome]) => outcome !== "accepted");
  if (others.length === 0) return "none";
  return others.map(([outcome, times]) => `${outcome.replaceAll("_", " ")} ${count(times)}`).join(", ");
}

function learningsText({
  every,
  versions,
  notes,
  cost,
}: NonNullable<GenerationSummary["learnings"]>): string {
  const taken = `taken ${plural(versions, "time")}, every ${plural(every, "document")}, ${plural(notes, "note")} last`;
  return versions === 0 ? `none yet: every ${plural(every, "document")}` : `${taken}; ${costText(cost)}`;
}

function sharesText(failed: GenerationSummary["failed_rounds"]): string {
  if (failed.length === 0) return "none";
  return failed.map(({ reason, share }) => `${reason} ${percent(share)}`).join(", ");
}

function costText({ calls, input_tokens, output_tokens, usd: dollars }: Cost): string {
  if (calls === 0) return "nothing";
  const tokens = input_tokens === null || output_tokens === null ? null : input_tokens + output_tokens;
  const counted = tokens === null ? "tokens not counted by the endpoint" : `${roughCount(tokens)} tokens`;
  return `${roughCount(calls)} calls, ${counted}, ${usd(dollars)}`;
}
