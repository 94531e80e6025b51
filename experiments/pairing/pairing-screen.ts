import type { Side } from "../evaluate/contrast.js";
import { differenceText, documentsTable, lost, modesOf } from "../evaluate/contrast-screen.js";
import { colouredDiff } from "../look/coloured-diff.js";
import { differenceStat } from "../look/harness-difference.js";
import { aligned } from "../report/aligned.js";
import { holm } from "../report/holm.js";
import { count, plural, points, pointsRange, usd } from "../report/numbers.js";
import { type SignFlipTest, signFlipDraws } from "../report/sign-flip-test.js";
import { estimateText } from "../report/test-text.js";
import type { Pairing } from "./pairing.js";

export interface PairingScreenOptions {
  /** Show what the harnesses differ in, and not only how much. */
  readonly diff: boolean;
  readonly colours: boolean;
}

/** Two candidates side by side as people read them. */
export function pairingScreen(pairing: Pairing, { diff, colours }: PairingScreenOptions): string {
  const { names, contrast, harnesses } = pairing;
  const ends = { from: names.against, to: names.edited };
  const whole = diff && harnesses.diff !== "" ? `\n\n${colouredDiff(harnesses.diff.trimEnd(), colours)}` : "";
  return [
    sidesTable(pairing),
    documentsTable(contrast, names),
    [differenceText(contrast), testText(pairing.test), ...unpairedText(pairing)].join("\n"),
    `${differenceStat(harnesses, ends)}${whole}`,
  ].join("\n\n");
}

/** A row a candidate, when there are more than two: each against the first. */
export function overviewTable(pairings: readonly Pairing[]): string {
  const corrected = holm(pairings.map(({ test }) => test.p ?? 1));
  const rows = pairings.map(({ names, contrast, test }, at) => {
    const { value, interval, documents } = contrast.difference;
    return [
      names.edited,
      estimateText(contrast.edited.estimate),
      estimateText(contrast.against.estimate),
      value === null ? "-" : points(value),
      interval === null ? "-" : pointsRange(interval.low, interval.high),
      pText(test.p),
      pText(corrected[at] ?? null),
      count(documents),
    ];
  });
  const first = pairings[0]?.names.against ?? "";
  return [
    aligned([["", "pass rate", first, "points", "95 %", "p", "p of several", "documents"], ...rows]),
    `the second p is corrected by Holm for ${pairings.length} comparisons`,
  ].join("\n");
}

function sidesTable({ contrast: { against, edited }, names }: Pairing): string {
  const row = (label: string, of: (side: Side) => string, change = "") => [
    label,
    of(against),
    of(edited),
    change,
  ];
  const perEpisode = (side: Side, times: number) => times / Math.max(1, episodesOf(side));
  const outcomes = (Object.keys(against.outcomes) as (keyof Side["outcomes"])[]).filter(
    (outcome) => against.outcomes[outcome] + edited.outcomes[outcome] > 0,
  );
  return aligned([
    ["", names.against, names.edited, "change"],
    row(
      "pass rate",
      ({ estimate }) => estimateText(estimate),
      pointsText(against.estimate.value, edited.estimate.value),
    ),
    row("episodes", (side) => count(episodesOf(side))),
    ...outcomes.map((outcome) =>
      row(`  ${outcome.replace("_", " ")}`, (side) => count(side.outcomes[outcome])),
    ),
    ["rounds lost, an episode", "", "", ""],
    ...modesOf(against, edited).map((mode) => {
      const [before, now] = [
        perEpisode(against, lost(against, mode)),
        perEpisode(edited, lost(edited, mode)),
      ];
      return [`  ${mode}`, before.toFixed(1), now.toFixed(1), signed(now - before)];
    }),
    ["per accepted example", "", "", ""],
    row("  calls", (side) => perAccepted(side, side.used.calls, count)),
    row("  tokens", (side) => perAccepted(side, tokensOf(side), count)),
    ...(against.used.costUsd === null && edited.used.costUsd === null
      ? []
      : [row("  cost", (side) => perAccepted(side, side.used.costUsd, usd))]),
  ]);
}

function episodesOf({ outcomes }: Side): number {
  return Object.values(outcomes).reduce((sum, one) => sum + one, 0);
}

function tokensOf({ used: { inputTokens, outputTokens } }: Side): number | null {
  return inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens;
}

/** All episodes are paid for, so all count. */
function perAccepted({ outcomes }: Side, sum: number | null, text: (value: number) => string): string {
  if (sum === null) return "unknown";
  return outcomes.accepted === 0 ? `none in ${text(sum)}` : text(sum / outcomes.accepted);
}

function pointsText(before: number | null, now: number | null): string {
  return before === null || now === null ? "" : points(now - before);
}

function signed(change: number): string {
  const text = Math.abs(change).toFixed(1);
  if (text === "0.0") return "0.0";
  return change > 0 ? `+${text}` : `-${text}`;
}

function testText({ p, differing, counted, balanced }: SignFlipTest): string {
  if (p === null) return "no test: nothing was conclusive for both";
  const how =
    counted === "exact"
      ? "sign-flip test by document, all ways counted"
      : `sign-flip test by document, ${count(signFlipDraws)} ways drawn`;
  const uneven = balanced
    ? ""
    : "\n(p is approximate: the two have not equally many episodes on each document)";
  return `${how}: p ${pText(p)}, two-sided; they differ on ${plural(differing, "document")}${uneven}`;
}

function pText(p: number | null): string {
  if (p === null) return "-";
  if (p < 0.001) return "< 0.001";
  return p < 0.0995 ? p.toFixed(3) : p.toFixed(2);
}

function unpairedText({ unpaired }: Pairing): string[] {
  return unpaired === 0
    ? []
    : [`${plural(unpaired, "document")} left out, on which only one of both has a conclusive episode`];
}
