import pc from "picocolors";
import type { DecisionBody } from "../../outer/decisions.js";
import { aligned } from "../report/aligned.js";
import type { CandidateNames } from "../report/candidate-name.js";
import { percent, plural } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";
import { turnName } from "../report/turn-name.js";
import { colouredDiff } from "./coloured-diff.js";
import type { IterationView, ListedEpisode } from "./iteration-view.js";

const mostMembers = 12;

/** One iteration from the draw of its parent to the decision, in the order in which it happened. */
export function iterationScreen(
  view: IterationView,
  {
    names,
    colours,
    run,
  }: { readonly names: CandidateNames; readonly colours: boolean; readonly run: string },
): string {
  const { bold } = pc.createColors(colours);
  const of = (...phases: string[]) => view.episodes.filter(({ phase }) => phases.includes(phase));
  const part = (title: string, text: string | null) => (text === null ? [] : [`${bold(title)}\n${text}`]);
  const validated = of("validate-parent", "validate-mutant");
  const tested = of("test-baseline", "test-best");
  return [
    bold(`${capitalised(turnName(view.iteration))} of ${run}${headingOf(view, tested)}`),
    ...part("Edit", view.admission && admissionText(view.admission, colours, names)),
    ...part("Parent", view.select && selectText(view.select, names)),
    ...part("Crossover", view.crossover && crossoverText(view.crossover, names)),
    ...part("Training", of("train").length === 0 ? null : episodesText(of("train"))),
    ...part("Analyst report", view.analysis && analysisText(view.analysis)),
    ...part("Edit", view.edit && editText(view.edit, colours)),
    ...part("Guard", view.guard && guardText(view.guard)),
    ...part("Validation", validated.length === 0 ? null : episodesText(validated)),
    ...part("Null mutants", view.calibration && calibrationText(view.calibration, of("calibrate"), names)),
    ...part("Finalists, run afresh", of("finalists").length === 0 ? null : episodesText(of("finalists"))),
    ...part("Test", tested.length === 0 ? null : episodesText(tested)),
    ...part("Decision", view.outcome && outcomeText(view.outcome, names)),
    `Look closer   npx autodata-lab show ${run} episode ${view.episodes[0]?.name ?? "10/train/1"}`,
  ].join("\n\n");
}

/** Mutants that change nothing, and what became of each. */
function calibrationText(
  { trials }: DecisionBody<"calibration">,
  episodes: readonly ListedEpisode[],
  names: CandidateNames,
): string {
  const rows = trials.map(({ candidate, accept }, index) => [
    String(index + 1),
    names(candidate),
    accept.verdict,
    plainLine(accept.because),
  ]);
  return [aligned(rows), episodesText(episodes)].join("\n");
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What a person changed, in the form of an implementer's edit. */
function admissionText(
  { author, because, decided, parent, tree, changedFiles, diff }: DecisionBody<"admission">,
  colours: boolean,
  names: CandidateNames,
): string {
  const who = `by ${author}, after iteration ${decided}, from ${names(parent)}`;
  return [who, editText({ tree, summary: because, rationale: "", changedFiles, diff }, colours)].join("\n");
}

function headingOf({ iteration }: IterationView, tested: readonly ListedEpisode[]): string {
  if (iteration === 0) return ": the baseline";
  return tested.length > 0 ? ": the test at the end" : "";
}

function selectText(
  { members, parent, stream, draw }: DecisionBody<"select">,
  names: CandidateNames,
): string {
  const ranked = members.toSorted((a, b) => b.probability - a.probability);
  const shown = ranked.slice(0, mostMembers);
  const rows = shown.map(({ candidate, score, evaluations, fruitless, probability }) => [
    names(candidate),
    `score ${percent(score)}`,
    `x ${evaluations}`,
    ...(fruitless === undefined ? [] : [fruitless === 0 ? "" : `${fruitless} in vain`]),
    `drawn with ${percent(probability)}`,
    candidate === parent ? "drawn" : "",
  ]);
  const more = ranked.length - shown.length;
  return [
    aligned(rows),
    ...(more === 0 ? [] : [`  and ${plural(more, "member")} less likely`]),
    `  draw ${draw.toFixed(6)} from ${stream}`,
  ].join("\n");
}

/** The draw, and of a merge both parents. */
function crossoverText(
  { share, stream, draw, because, pair }: DecisionBody<"crossover">,
  names: CandidateNames,
): string {
  const drawn = `  draw ${draw.toFixed(6)} from ${stream}, share ${percent(share)}`;
  if (pair === null) return `  an ordinary iteration: ${because}\n${drawn}`;
  const { partners, partner, parent, other, ancestor } = pair;
  const ranked = partners.toSorted((a, b) => b.probability - a.probability).slice(0, mostMembers);
  const rows = ranked.map(({ candidate, score, probability }) => [
    names(candidate),
    `score ${percent(score)}`,
    `drawn with ${percent(probability)}`,
    candidate === partner ? "drawn" : "",
  ]);
  const more = partners.length - ranked.length;
  return [
    `  merges ${names(parent)}, the better one, and ${names(other)}; both descend from ${names(ancestor)}`,
    aligned(rows),
    ...(more === 0 ? [] : [`  and ${plural(more, "member")} less likely`]),
    `${drawn}, then ${pair.draw.toFixed(6)}`,
  ].join("\n");
}

function episodesText(episodes: readonly ListedEpisode[]): string {
  const widest = Math.max(...episodes.map(({ name }) => name.length));
  return episodes
    .map(({ name, candidate, outcome, rounds, calls, title }) =>
      [
        `  ${name.padEnd(widest)}`,
        candidate.padEnd(8),
        outcome.padEnd(14),
        plural(rounds, "round").padEnd(9),
        plural(calls, "call").padEnd(10),
        plainLine(title, 60),
      ].join("  "),
    )
    .join("\n");
}

function analysisText({ summary, rootCauses }: DecisionBody<"analysis">): string {
  const causes = rootCauses.flatMap(({ cause, evidence, roundsLost, remedy }, index) => [
    `  ${index + 1}. ${plainLine(cause)} (${plural(roundsLost, "round")} lost)`,
    `     evidence: ${plainLine(evidence)}`,
    `     remedy: ${plainLine(remedy)}`,
  ]);
  return [`  ${plainLine(summary)}`, ...causes].join("\n");
}

function editText({ summary, rationale, diff, tree }: DecisionBody<"edit">, colours: boolean): string {
  const name = tree === null ? "no candidate" : `candidate ${tree.slice(0, 6)}`;
  return [
    `  ${plainLine(summary) || "(no summary)"} · ${name}`,
    ...(rationale.trim() === "" ? [] : [`  because: ${plainLine(rationale)}`]),
    diff === "" ? "  nothing was changed" : colouredDiff(diff.trimEnd(), colours),
  ].join("\n");
}

const guardText = ({ passed, findings }: DecisionBody<"guard">) =>
  passed ? "  passed" : findings.map((finding) => `  refused: ${plainLine(finding)}`).join("\n");

function outcomeText(
  { outcome, because, candidate, parent, otherParent }: DecisionBody<"outcome">,
  names: CandidateNames,
): string {
  const parents = [parent, ...(otherParent === undefined ? [] : [otherParent])].map(names).join(" and ");
  return `  ${outcome}: ${names(candidate)} from ${parents}, ${plainLine(because)}`;
}
