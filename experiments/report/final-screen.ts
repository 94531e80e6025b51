import type { CandidateEntry } from "../../population/history/history.js";
import { ancestorsOf, baselineOf, candidateNames } from "./candidate-name.js";
import type { CostPerAccepted } from "./cost-per-accepted.js";
import type { CurveData } from "./curve-data.js";
import type { Estimate } from "./interval.js";
import { count, percent, percentRange, plural, points, pointsRange, usd } from "./numbers.js";
import { simulationLabel } from "./run-facts.js";
import type { TestReport } from "./test-report.js";

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

function resultLines(data: CurveData, candidates: readonly CandidateEntry[]): string[] {
  const { best, test } = data;
  if (best === null) return ["Nothing was measured yet: the baseline's evaluation has not ended."];
  return [headline(data, candidates), `  ${validationText(data)}`, ...(test === null ? [] : testLines(data, test))];
}

function headline({ best, final }: CurveData, candidates: readonly CandidateEntry[]): string {
  if (best === null) return "";
  const baseline = baselineOf(candidates);
  const which = final ? "Best candidate" : "Best candidate so far";
  if (best.candidate === baseline) return `${which}: the baseline; no mutant has a higher validation score`;
  const ancestry = ancestorsOf(best.candidate, candidates).map(candidateNames(baseline));
  const shown = ancestry.length <= 6 ? ancestry : [...ancestry.slice(0, 4), "…", ...ancestry.slice(-1)];
  const path = shown.map((name) => (name === "…" ? name : `from ${name}`)).join(", ");
  return `${which} ${best.name} (${path}): ${plural(ancestry.length, "edit")}`;
}

function validationText({ best, points: all }: CurveData): string {
  if (best === null) return "";
  const selected = "(selected on this: optimistic)";
  const first = all.find(({ candidate, rate }) => candidate === best.candidate && rate !== null)?.rate;
  return best.evaluations === 1 && first
    ? `validation ${first.accepted}/${first.conclusive} ${selected}`
    : `validation ${percent(best.score)}, mean of ${best.evaluations} evaluations ${selected}`;
}

function testLines({ best }: CurveData, test: TestReport): string[] {
  const episodes = test.repeats === null || test.repeats === 1 ? "" : ` x ${test.repeats}`;
  const on = `on ${plural(test.baseline.documents, "document")}${episodes}`;
  const looks = test.looks > 1 ? `; ${test.looks} candidates have been measured on them` : "";
  if (test.improvement === null) {
    return [`  test ${estimateText(test.baseline)}, ${on}${looks}`, `  ${costText(test.baselineCost)}`];
  }
  return [
    `  test ${estimateText(test.best)}   baseline test ${estimateText(test.baseline)}, ${on}${looks}`,
    `  ${improvementText(test.improvement)}`,
    `  ${costText(test.bestCost)} (baseline: ${perAccepted(test.baselineCost)})`,
  ];
}
