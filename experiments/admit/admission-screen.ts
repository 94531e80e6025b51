import type { Trajectory } from "../../inner/trajectory.js";
import type { HistoryReader } from "../../population/history/history.js";
import { type Phase, ticketOf } from "../../population/history/ticket.js";
import type { Measured } from "../evaluate/measure.js";
import { withoutAddress } from "../report/iteration-line.js";
import type { LoggedAdmission } from "../report/logged-decisions.js";
import type { PreparedAdmission } from "./prepare-admission.js";

/** The episodes of both sides of a decided admission, in the order of documents. */
export function measuredIn(
  history: Pick<HistoryReader, "episodes">,
  { experiment, admission }: PreparedAdmission,
): Measured {
  const read = (phase: Phase): Trajectory[] =>
    experiment.splits.validation.flatMap(
      (_, position) => history.episodes.find(ticketOf(admission.iteration, phase, position)) ?? [],
    );
  return { against: read("validate-parent"), edited: read("validate-mutant") };
}

/** What became of an admission, and what can be typed next. */
export function verdictScreen({ body, outcome }: LoggedAdmission, run: string): string {
  const name = body.tree.slice(0, 6);
  const by = `by hand, ${withoutAddress(body.author)}`;
  const about = `${outcome.because} (${by})`;
  const look = `  look: npx autodata-lab status ${run}`;
  const place = body.decided === 0 ? "before its first iteration" : `after iteration ${body.decided}`;
  switch (outcome.outcome) {
    case "accepted":
      return [
        `ADMITTED: ${name} is a member of ${run}, ${place}: ${about}`,
        `  iterations after ${body.begun} see it and may choose it as their parent: continue the run with more of them`,
        look,
      ].join("\n");
    case "rejected":
      return [
        `REJECTED: ${name} does not exceed its parent: ${about}`,
        "  it is kept as a rejected candidate; no iteration will choose it",
        look,
      ].join("\n");
    default:
      return `NOT ADMITTED (${outcome.outcome}): ${about}\n  no candidate was kept\n${look}`;
  }
}
