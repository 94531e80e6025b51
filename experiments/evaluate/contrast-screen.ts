import type { Rate } from "../../outer/decisions.js";
import { oneLine } from "../../outer/render/cut-text.js";
import { aligned } from "../report/aligned.js";
import { count, plural, points, pointsRange, usd } from "../report/numbers.js";
import { estimateText } from "../report/test-text.js";
import type { Contrast, DocumentContrast, Side } from "./contrast.js";

export interface Names {
  readonly against: string;
  readonly edited: string;
}

const titleCharacters = 48;

/** Two harnesses side by side as people read them. */
export function contrastScreen(contrast: Contrast, names: Names): string {
  return [
    sidesTable(contrast, names),
    documentsTable(contrast, names),
    `${differenceText(contrast)}\n${ruleText(contrast)}`,
    "These are validation documents: whoever edits until they come out well has selected on them. A run's final test\n" +
      "uses others.",
  ].join("\n\n");
}

function sidesTable({ against, edited }: Contrast, names: Names): string {
  const row = (label: string, of: (side: Side) => string) => [label, of(against), of(edited)];
  const ended = (outcome: keyof Side["outcomes"]) => against.outcomes[outcome] + edited.outcomes[outcome] > 0;
  const outcomeRows = (Object.keys(against.outcomes) as (keyof Side["outcomes"])[])
    .filter(ended)
    .map((outcome) => row(outcome.replace("_", " "), (side) => count(side.outcomes[outcome])));
  return aligned([
    ["", names.against, names.edited],
    row("pass rate", ({ estimate }) => estimateText(estimate)),
    ...outcomeRows,
    ["rounds lost by", "", ""],
    ...modesOf(against, edited).map((mode) => row(`  ${mode}`, (side) => count(lost(side, mode)))),
    row("calls", ({ used }) => count(used.calls)),
    row("calls per accepted", (side) => perAccepted(side)),
    row("cost", ({ used }) => usd(used.costUsd)),
  ]);
}

/** Modes that occurred on either side, in the order in which an episode meets them. */
export function modesOf(against: Side, edited: Side): string[] {
  const modes = [...new Set([...against.failures, ...edited.failures].map(({ mode }) => mode))];
  return modes.filter((mode) => lost(against, mode) + lost(edited, mode) > 0);
}

/** How often a side lost a round in this way. */
export function lost({ failures }: Side, mode: string): number {
  return failures.find((one) => one.mode === mode)?.count ?? 0;
}

function perAccepted({ outcomes, used }: Side): string {
  return outcomes.accepted === 0 ? "none" : count(Math.round(used.calls / outcomes.accepted));
}

/** A row a document, with the accepted of the conclusive episodes of both, and who won it. */
export function documentsTable({ documents }: Pick<Contrast, "documents">, names: Names): string {
  const marks = { edited: "won", against: "lost", neither: "" } as const;
  return aligned([
    ["document", names.against, names.edited, ""],
    ...documents.map((one) => [titleOf(one), rateText(one.against), rateText(one.edited), marks[one.winner]]),
  ]);
}

function titleOf({ title, document }: DocumentContrast): string {
  const line = oneLine(title) || document;
  return line.length > titleCharacters ? `${line.slice(0, titleCharacters - 1)}…` : line;
}

const rateText = (rate: Rate | null) => (rate === null ? "-" : `${rate.accepted}/${rate.conclusive}`);

/** The difference with its interval, and on how many documents who won. */
export function differenceText({
  difference,
  documents,
}: Pick<Contrast, "difference" | "documents">): string {
  const won = documents.filter(({ winner }) => winner === "edited").length;
  const lostOnes = documents.filter(({ winner }) => winner === "against").length;
  const even = documents.length - won - lostOnes;
  const tally = `won ${won}, lost ${lostOnes}, even ${even} of ${plural(documents.length, "document")}`;
  const { value, interval, because } = difference;
  if (value === null) return `difference not measured (${because}); ${tally}`;
  if (interval === null)
    return `difference ${points(value)} points, paired by document (${because}); ${tally}`;
  const open = interval.low <= 0 && interval.high >= 0 ? ": not separable from 0 with this evidence" : "";
  return (
    `difference ${points(value)} points, 95 % interval ${pointsRange(interval.low, interval.high)}, ` +
    `paired by document${open}; ${tally}`
  );
}

function ruleText({ rule: { verdict, because } }: Contrast): string {
  const says = { accept: "would accept it", reject: "would reject it", "not measured": "would not decide" };
  return `a run's own rule ${says[verdict]}: ${because}`;
}
