import pc from "picocolors";
import type { DecisionBody, IterationOutcome, Rate } from "../../outer/decisions.js";
import type { Admitter } from "../../population/candidates/candidate-store.js";
import type { CandidateNames } from "./candidate-name.js";
import { percent } from "./numbers.js";
import { shareOf } from "./pass-rate.js";
import { plainLine } from "./plain-line.js";
import { stoppedEarly } from "./stopped-early.js";

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
  return line({ number: String(iteration), note: "" }, outcome, names, style);
}

/** The same of an admission, with the person who asked for it and its place in the run. */
export function admissionLine(
  { author, after }: Pick<Admitter, "author" | "after">,
  outcome: DecisionBody<"outcome">,
  names: CandidateNames,
  style: LineStyle = {},
): string {
  const place = after === 0 ? "before iteration 1" : `after iteration ${after}`;
  const name = plainLine(withoutAddress(author), 60);
  return line({ number: "+", note: `   by hand, ${name}, ${place}` }, outcome, names, style);
}

/** `Ada Lovelace` of `Ada Lovelace <ada@example.org>`. */
export function withoutAddress(author: string): string {
  return author.replace(/ <[^<>]*>$/, "");
}

function line(
  { number, note }: { readonly number: string; readonly note: string },
  outcome: DecisionBody<"outcome">,
  names: CandidateNames,
  style: LineStyle,
): string {
  const colours = pc.createColors(style.colours ?? false);
  const kind = outcome.outcome.padEnd(9);
  const parent = names(outcome.parent).padEnd(8);
  const who = ` ${names(outcome.candidate).padEnd(6)}  from ${parent}   `;
  const used = 5 + kind.length + who.length;
  const room = style.width === undefined ? Number.POSITIVE_INFINITY : Math.max(20, style.width - used);
  const colour = colours[colourOf(outcome.outcome)];
  return `${number.padStart(3)}  ${colour(kind)}${who}${evidence(outcome, room, note)}`;
}

/** The line of the baseline's evaluation, before the first iteration. */
export function baselineLine(rate: Rate): string {
  const share = shareOf(rate);
  return `baseline      validation  ${counts(rate)}   ${share === null ? "nothing was conclusive" : percent(share)}`;
}

/** Never longer than `room` characters, unless the compared rates and the note alone are. */
function evidence(body: DecisionBody<"outcome">, room: number, note: string): string {
  const { outcome, mutantRate, parentRate } = body;
  if ((outcome !== "accepted" && outcome !== "rejected") || mutantRate === null || parentRate === null) {
    return `${plainLine(body.because, room)}${note}`;
  }
  const higher = mutantRate.accepted * parentRate.conclusive > parentRate.accepted * mutantRate.conclusive;
  const short = stoppedEarly(body);
  const compared = short
    ? plainLine(body.because)
    : `validation ${counts(mutantRate)} ${higher ? ">" : "≤"} ${counts(parentRate)}`;
  const byAnotherRule = short || higher === (outcome === "accepted") ? "" : ` (${plainLine(body.because)})`;
  const left = room - compared.length - byAnotherRule.length - note.length - 5;
  const quoted = left < 8 || body.summary === "" ? "" : `   "${plainLine(body.summary, left)}"`;
  return `${compared}${byAnotherRule}${note}${quoted}`;
}

const counts = ({ accepted, conclusive }: Rate) => `${accepted}/${conclusive}`;

function colourOf(outcome: IterationOutcome): "green" | "dim" | "yellow" {
  if (outcome === "accepted") return "green";
  return outcome === "rejected" ? "dim" : "yellow";
}
