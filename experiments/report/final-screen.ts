import type { CandidateEntry } from "../../population/history/history.js";
import { ancestorsOf, baselineOf, candidateNames } from "./candidate-name.js";
import type { CurveData } from "./curve-data.js";
import { percent, plural } from "./numbers.js";
import { simulationLabel } from "./run-facts.js";
import { testLines } from "./test-text.js";

/** A group of commands to paste, such as `Look closer`. */
export interface NextCommands {
  readonly label: string;
  readonly commands: readonly string[];
}

/** The last screen of a run: what was selected, what is believed of it, what it cost, and what can be typed next. */
export function finalScreen(
  data: CurveData,
  candidates: readonly CandidateEntry[],
  next: readonly NextCommands[],
): string {
  const label = simulationLabel(data.facts);
  const sections = [resultLines(data, candidates), nextLines(next)].filter((lines) => lines.length > 0);
  const lines = sections.flatMap((section) => [...section, ""]).slice(0, -1);
  return [...lines, ...(label === null ? [] : ["", capitalised(label)])].join("\n");
}

type Best = NonNullable<CurveData["best"]>;

function resultLines(data: CurveData, candidates: readonly CandidateEntry[]): string[] {
  const { best, test } = data;
  if (best === null) return ["Nothing was measured: the baseline has no conclusive validation episode."];
  const measured = [validationText(data, best), ...(test === null ? [] : testLines(test))];
  return [headline(data, best, candidates), ...measured.map((line) => `  ${line}`)];
}

function headline({ final }: CurveData, best: Best, candidates: readonly CandidateEntry[]): string {
  const baseline = baselineOf(candidates);
  const which = final ? "Best candidate" : "Best candidate so far";
  if (best.candidate === baseline)
    return `${which}: the baseline; no accepted mutant scores higher on validation`;
  const ancestry = ancestorsOf(best.candidate, candidates).map(candidateNames(baseline));
  const shown = ancestry.length <= 6 ? ancestry : [...ancestry.slice(0, 4), "…", ...ancestry.slice(-1)];
  const path = shown.map((name) => (name === "…" ? name : `from ${name}`)).join(", ");
  return `${which} ${best.name} (${path}): ${plural(ancestry.length, "edit")}`;
}

function validationText({ points }: CurveData, best: Best): string {
  const selected = "(selected on this: optimistic)";
  const first = points.find(({ candidate, rate }) => candidate === best.candidate && rate !== null)?.rate;
  return best.evaluations === 1 && first
    ? `validation ${first.accepted}/${first.conclusive} ${selected}`
    : `validation ${percent(best.score)}, mean of ${best.evaluations} evaluations ${selected}`;
}

function nextLines(next: readonly NextCommands[]): string[] {
  const width = Math.max(0, ...next.map(({ label }) => label.length));
  return next.map(({ label, commands }) => `${label.padEnd(width)}   ${commands.join(" · ")}`);
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
