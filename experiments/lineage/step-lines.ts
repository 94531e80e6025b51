import type { Usage } from "../../models/usage.js";
import type { Rate } from "../../outer/decisions.js";
import { plural, usd } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";
import { estimateText } from "../report/test-text.js";
import { turnName } from "../report/turn-name.js";
import { fileChangeText } from "./file-changes.js";
import type { Step } from "./line.js";

/** A numbered step as a few lines of text: who and when, what was changed, what it scored, what it took. */
export function stepLines(step: Step, number: number): string[] {
  const { candidate, files, cost } = step;
  const changed = candidate.outcome === "baseline" ? [] : [`   ${plainLine(changeOf(candidate))}`];
  return [
    `${String(number).padStart(2)} ${headOf(step)}`,
    ...changed,
    `   ${scoreText(step)}`,
    `   ${[costText(cost), ...(files.length === 0 ? [] : [files.map(fileChangeText).join(", ")])].join(" · ")}`,
  ];
}

/** What was changed, and of a merge with whom. */
export function changeOf({ summary, otherParent }: Step["candidate"]): string {
  return otherParent === null ? summary : `${summary} (merged with ${otherParent})`;
}

function headOf({ candidate, compared }: Step): string {
  const { name, iteration, outcome, best } = candidate;
  const who = best ? `★ ${name}` : `${name}`;
  if (outcome === "ablated") return `${who}  ${turnName(iteration)}`;
  return compared === null ? who : `${who}  ${turnName(iteration)} ${outcome} ${comparisonText(compared)}`;
}

function comparisonText({ mutant, parent }: NonNullable<Step["compared"]>): string {
  const higher = mutant.accepted * parent.conclusive > parent.accepted * mutant.conclusive;
  return `${rateText(mutant)} ${higher ? ">" : "≤"} ${rateText(parent)}`;
}

/** `validation 38 % [15, 62] · 9/24 x 2`, as in the tree. */
export function scoreText({ candidate, estimate }: Pick<Step, "candidate" | "estimate">): string {
  if (candidate.validation === null) return "validation not measured";
  const { evaluations, accepted, conclusive } = candidate.validation;
  const episodes = `${rateText({ accepted, conclusive })} x ${evaluations}`;
  const why = estimate.because === "" ? "" : ` (${estimate.because})`;
  return `validation ${estimateText(estimate)} · ${episodes}${why}`;
}

/** `1,488 calls`, and what they cost where that is known; `no calls`. */
export function costText({ calls, costUsd }: Usage): string {
  if (calls === 0) return "no calls";
  return costUsd === null ? plural(calls, "call") : `${plural(calls, "call")} ${usd(costUsd)}`;
}

const rateText = ({ accepted, conclusive }: Rate) => `${accepted}/${conclusive}`;
