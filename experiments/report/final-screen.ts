import type { Usage } from "../../models/usage.js";
import type { CandidateEntry } from "../../population/history/history.js";
import { chanceLines } from "../power/chance-text.js";
import { ancestorsOf, baselineOf, candidateNames } from "./candidate-name.js";
import type { Best, CurveData } from "./curve-data.js";
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
  spent: Usage,
  next: readonly NextCommands[],
): string {
  const label = simulationLabel(data.facts);
  const sections = [resultLines(data, candidates, spent), nextLines(next)].filter(
    (lines) => lines.length > 0,
  );
  const lines = sections.flatMap((section) => [...section, ""]).slice(0, -1);
  return [...lines, ...(label === null ? [] : ["", capitalised(label)])].join("\n");
}

function resultLines(data: CurveData, candidates: readonly CandidateEntry[], spent: Usage): string[] {
  const { best, test } = data;
  if (best === null) return ["Nothing was measured: the baseline has no conclusive validation episode."];
  const measured = [
    ...(test === null ? [] : testLines(test, spent)),
    validationText(data, best),
    ...chanceLines(data.chance),
  ];
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

/** The score it was selected by, raw and with luck taken out; the claim is the test's. */
function validationText({ points }: CurveData, best: Best): string {
  const first = points.find(({ candidate, rate }) => candidate === best.candidate && rate !== null)?.rate;
  const raw =
    best.evaluations === 1 && first
      ? `${first.accepted}/${first.conclusive}`
      : `${percent(best.score)}, mean of ${best.evaluations} evaluations`;
  const fresh = best.fresh === 0 ? "" : `, ${plural(best.fresh, "fresh run")} as a finalist included`;
  return `validation ${raw} (selected on this: optimistic); ${percent(best.shrunk)} when shrunk towards its parent's${fresh}`;
}

function nextLines(next: readonly NextCommands[]): string[] {
  const width = Math.max(0, ...next.map(({ label }) => label.length));
  return next.map(({ label, commands }) => `${label.padEnd(width)}   ${commands.join(" · ")}`);
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
