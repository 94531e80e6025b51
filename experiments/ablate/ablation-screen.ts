import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { rateOf } from "../../outer/policies/accept-mutant.js";
import { changeSize } from "../../population/candidates/diff.js";
import { type Cells, type Column, table } from "../lineage/columns.js";
import { sizeText } from "../lineage/file-changes.js";
import type { Estimate, Interval } from "../report/interval.js";
import { plural, points, pointsRange } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";
import { estimateText } from "../report/test-text.js";
import { turnName } from "../report/turn-name.js";
import type { Ablation, MeasuredSmaller } from "./ablate.js";
import type { Contrast } from "./effects.js";
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
  const verdicts = measured.flatMap(({ effect }) => effect?.verdict ?? []);
  const legend = [
    "effect: pass rate with all edits minus that without this one, in points, paired by document, 95 % interval over",
    "documents. p: sign-flip test over documents",
  ];
  if (verdicts.length === 1) return `${legend.join("\n")}.`;
  const byChance = Math.round((1 - 0.95 ** verdicts.length) * 100);
  const likely = verdicts.some((one) => one.startsWith("likely"))
    ? ["likely: by its interval, and not after this correction (p above .05)."]
    : [];
  return [
    `${legend.join("\n")}, corrected by Holm for ${verdicts.length} edits looked at at once: if`,
    `none of them did anything, an interval would still exclude 0 in about ${byChance} of 100 such tables.`,
    ...likely,
  ].join("\n");
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
  return `${sides}\n    difference ${points(value)} points, 95 % interval ${pointsRange(interval.low, interval.high)}, paired by document${openText(value, interval)}`;
}

/** Points below which a smaller harness is not taken for as good. */
const noticeable = -0.05;

function openText(value: number, { low, high }: Interval): string {
  if (low > 0 || high < 0) return "";
  const worse = value <= noticeable ? ", and more likely worse than not: more --repeats would tell" : "";
  return `: not separable from 0${worse}`;
}
