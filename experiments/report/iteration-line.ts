import pc from "picocolors";
import type { DecisionBody, IterationOutcome, Rate } from "../../outer/decisions.js";
import type { CandidateNames } from "./candidate-name.js";
import { percent } from "./numbers.js";
import { shareOf } from "./pass-rate.js";
import { plainLine } from "./plain-line.js";

export interface LineStyle {
  /** Terminal colours; default false. */
  readonly colours?: boolean;
  /** Columns of the terminal: the summary is cut to fit. Default: not cut. */
  readonly width?: number;
}

/** How an iteration ended, on one line: who, from whom, on what evidence, what was changed. */
export function iterationLine(
  iteration: number,
  outcome: DecisionBody<"outcome">,
  names: CandidateNames,
  style: LineStyle = {},
): string {
  const colours = pc.createColors(style.colours ?? false);
  const kind = outcome.outcome.padEnd(9);
  const parent = names(outcome.parent).padEnd(8);
  const who = ` ${names(outcome.candidate).padEnd(6)}  from ${parent}   `;
  const used = 5 + kind.length + who.length;
  const room = style.width === undefined ? Number.POSITIVE_INFINITY : Math.max(20, style.width - used);
  const colour = colours[colourOf(outcome.outcome)];
  return `${String(iteration).padStart(3)}  ${colour(kind)}${who}${evidence(outcome, room)}`;
}

/** The line of the baseline's evaluation, before the first iteration. */
export function baselineLine(rate: Rate): string {
  const share = shareOf(rate);
  return `baseline      validation  ${counts(rate)}   ${share === null ? "nothing was conclusive" : percent(share)}`;
}

/** Never longer than `room` characters, unless the compared rates alone are. */
function evidence(body: DecisionBody<"outcome">, room: number): string {
  const { outcome, mutantRate, parentRate } = body;
  if ((outcome !== "accepted" && outcome !== "rejected") || mutantRate === null || parentRate === null) {
    return plainLine(body.because, room);
  }
  const higher = mutantRate.accepted * parentRate.conclusive > parentRate.accepted * mutantRate.conclusive;
  const compared = `validation ${counts(mutantRate)} ${higher ? ">" : "≤"} ${counts(parentRate)}`;
  const byAnotherRule = higher === (outcome === "accepted") ? "" : ` (${plainLine(body.because)})`;
  const left = room - compared.length - byAnotherRule.length - 5;
  const quoted = left < 8 || body.summary === "" ? "" : `   "${plainLine(body.summary, left)}"`;
  return `${compared}${byAnotherRule}${quoted}`;
}

const counts = ({ accepted, conclusive }: Rate) => `${accepted}/${conclusive}`;

function colourOf(outcome: IterationOutcome): "green" | "dim" | "yellow" {
  if (outcome === "accepted") return "green";
  return outcome === "rejected" ? "dim" : "yellow";
}
