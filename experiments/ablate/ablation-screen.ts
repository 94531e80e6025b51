import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { rateOf } from "../../outer/policies/accept-mutant.js";
import { changeSize } from "../../population/candidates/diff.js";
import { type Cells, type Column, table } from "../lineage/columns.js";
import { sizeText } from "../lineage/file-changes.js";
import type { Estimate } from "../report/interval.js";
import { plural, points, pointsRange } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";
import { estimateText } from "../report/test-text.js";
import { turnName } from "../report/turn-name.js";
import type { Ablation, MeasuredSmaller } from "./ablate.js";
import type { Contrast, Effect } from "./effects.js";
import type { GuardedRemoval, PreparedAblation } from "./prepare-ablation.js";
import type { Edit } from "./removals.js";
import type { Row } from "./smaller.js";

const columns: readonly Column[] = [
  { head: "edit of", align: "left" },
  { head: "without it", align: "left" },
  { head: "effect", align: "left" },
  { head: "p", align: "right" },
  { head: "verdict", align: "left" },
  { head: "what was changed", align: "left" },
];

/** What every edit carries, and the smaller harness that is left without those that carry nothing. */
export function ablationScreen(
  ablation: Ablation,
  prepared: PreparedAblation,
  { written, width }: { readonly written: readonly string[]; readonly width?: number | undefined },
): string {
  const { rows, candidate, smaller } = ablation;
  const measured = rows.filter(({ effect }) => effect !== null);
  return [
    ...(measured.length === 0 ? [] : [`${prepared.name}: ${rateText(ablation, candidate)}`]),
    table(columns, rows.map(cellsOf), width)
      .map((line) => `  ${line}`)
      .join("\n"),
    ...(measured.length === 0 ? [] : [explanation(measured)]),
    ...(smaller === null ? [nothingSmaller(rows)] : [smallerText(smaller, prepared, written)]),
  ].join("\n\n");
}

function rateText({ repeats }: Ablation, candidate: Ablation["candidate"]): string {
  const { accepted, conclusive } = rateOf(candidate);
  return `with all its edits ${accepted}/${conclusive} accepted, fresh, ${plural(repeats, "episode")} on each document`;
}

function cellsOf(row: Row): Cells {
  const { removal, effect } = row;
  const { entry } = removal.edit;
  const summary = plainLine(entry.summary);
  if (effect === null) return [turnName(entry.iteration), "", "", "", whatBecame(row), summary];
  const together = removal.kind === "comes off" ? withText(removal.with) : "";
  return [
    turnName(entry.iteration),
    estimateText(effect.without),
    effectText(effect.effect),
    pText(effect.p),
    `${effect.verdict}${together}`,
    summary,
  ];
}

/** `+42 [+14, +69]`. */
function effectText({ value, interval }: Estimate): string {
  if (value === null) return "not measured";
  return interval === null ? points(value) : `${points(value)} ${pointsRange(interval.low, interval.high)}`;
}

const pText = (p: number) => (p < 0.001 ? "<.001" : p.toFixed(p < 0.1 ? 3 : 2).replace(/^0/, ""));

function withText(later: readonly Edit[]): string {
  if (later.length === 0) return "";
  const named = later.map(({ entry }) => turnName(entry.iteration)).join(" and ");
  return ` (with that of ${named}, which stands on it)`;
}

/** What became of taking an edit back, before anything is measured. */
export function whatBecame({ removal, findings }: GuardedRemoval): string {
  switch (removal.kind) {
    case "comes off":
      return findings.length === 0
        ? `comes off${withText(removal.with)}`
        : `comes off, but the guard objects: ${findings.map(plainLine).join("; ")}`;
    case "does not come off":
      return `does not come off any more: later edits stand on it (${removal.conflicts.map(plainLine).join(", ")})`;
    case "removes nothing":
      return "removes nothing: later edits have undone it";
  }
}

export function editText({ entry, name }: Edit): string {
  return `${turnName(entry.iteration)} (${name}) ${plainLine(entry.summary)}`;
}

function explanation(measured: readonly Row[]): string {
  const effects = measured.flatMap(({ effect }) => effect ?? []);
  const several = effects.length > 1;
  const byChance = Math.round((1 - 0.95 ** effects.length) * 100);
  return [
    "effect: pass rate with all edits minus that without this one, in points, paired by document, 95 % interval over",
    "documents; the verdict goes by it. p: paired randomisation test" +
      (several
        ? `, corrected by Holm for ${effects.length} edits looked at at once:\nif none of them did anything, such a table would still show an effect in about ${byChance} of 100 ablations.`
        : "."),
    ...disagreeing(effects),
  ].join("\n");
}

/** An interval that excludes 0 on its own, and does not survive having looked at several. */
function disagreeing(effects: readonly Effect[]): string[] {
  const doubtful = effects.filter(
    ({ verdict, p }) => (verdict === "carries its weight" || verdict.startsWith("harmful")) && p > 0.05,
  ).length;
  if (doubtful === 0) return [];
  const which = doubtful === 1 ? "1 of these verdicts does" : `${doubtful} of these verdicts do`;
  return [`${which} not survive the correction (p above .05): take it for a lead.`];
}

function nothingSmaller(rows: readonly Row[]): string {
  if (rows.some(({ effect }) => effect?.verdict === "too few documents")) {
    return "No smaller harness is proposed: with fewer than 10 validation documents nothing is told apart.";
  }
  return "No smaller harness is proposed: every edit that comes off carries its weight, or is missed with the others.";
}

function smallerText(
  smaller: MeasuredSmaller,
  { name, edits }: PreparedAblation,
  written: readonly string[],
): string {
  const { removed, putBack, findings, validation, test, tree } = smaller;
  const named = removed.map(({ entry }) => turnName(entry.iteration)).join(", ");
  const whole: HarnessFiles = edits.at(-1)?.after ?? new Map();
  return [
    `Smaller harness ${tree.slice(0, 6)}: ${name} without ${plural(removed.length, "edit")} of ${edits.length} (${named}), ${sizeText(changeSize(whole, smaller.files))} lines`,
    ...putBack.map(
      (edit) => `  ${editText(edit)}: put back, because without all of them it was shown to be worse`,
    ),
    ...findings.map((finding) => `  not measured, because the guard objects: ${plainLine(finding)}`),
    ...(validation === null ? [] : [`  validation ${contrastText(validation, name)}`]),
    ...written.map((line) => `  ${line}`),
    ...(test === null
      ? []
      : [`  test ${contrastText(test, name)}; nothing was chosen on these: the final number`]),
    ...(validation === null
      ? []
      : [
          "  What was taken back was chosen on validation documents: only test documents say what is left of it.",
        ]),
  ].join("\n");
}

function contrastText({ candidate, smaller, difference }: Contrast, name: string): string {
  const { value, interval, because, documents } = difference;
  const sides = `${estimateText(smaller)}   ${name} ${estimateText(candidate)}   ${plural(documents, "document")}`;
  if (value === null) return `${sides}\n    difference not measured (${because})`;
  if (interval === null) return `${sides}\n    difference ${points(value)} points (${because})`;
  const open =
    interval.low <= 0 && interval.high >= 0
      ? `: not separable from 0, and ${-Math.min(0, Math.round(interval.low * 100))} points worse is not excluded`
      : "";
  return `${sides}\n    difference ${points(value)} points, 95 % interval ${pointsRange(interval.low, interval.high)}, paired by document${open}`;
}
