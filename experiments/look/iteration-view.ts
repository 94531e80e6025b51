import { UsageError } from "../../foundation/errors.js";
import type { Observation } from "../../inner/trajectory.js";
import { type DecisionBody, type DecisionKind, decisionSchemas } from "../../outer/decisions.js";
import { admissionNumber } from "../../population/history/admission-number.js";
import { iterationOf, type Phase, phaseOf } from "../../population/history/ticket.js";
import { episodeName } from "./episode-name.js";
import type { OpenedRun } from "./opened-run.js";

/** An episode as iterations and candidates list it. */
export interface ListedEpisode {
  readonly name: string;
  readonly phase: Phase;
  readonly candidate: string;
  readonly document: string;
  readonly title: string;
  readonly outcome: Observation["outcome"];
  readonly reason: string;
  readonly rounds: number;
  readonly calls: number;
}

/** All that one iteration decided, and its episodes; a decision that has not been taken is null. */
export type IterationView = {
  readonly [K in Exclude<DecisionKind, "final">]: DecisionBody<K> | null;
} & {
  readonly iteration: number;
  readonly episodes: readonly ListedEpisode[];
};

/** @throws UsageError when the run has begun no such iteration. */
export function iterationView(opened: OpenedRun, iteration: number): IterationView {
  const { history } = opened;
  const body = <K extends DecisionKind>(kind: K): DecisionBody<K> | null => {
    const entry = history.decisions.find(iteration, kind);
    return entry === undefined ? null : (decisionSchemas[kind].parse(entry.body) as DecisionBody<K>);
  };
  const episodes = listedEpisodes(opened, (one) => iterationOf(one.ticket) === iteration);
  const select = body("select");
  if (select === null && episodes.length === 0) throw noIteration(opened, iteration);
  return {
    iteration,
    select,
    crossover: body("crossover"),
    minibatch: body("minibatch"),
    analysis: body("analysis"),
    edit: body("edit"),
    guard: body("guard"),
    accept: body("accept"),
    outcome: body("outcome"),
    admission: body("admission"),
    calibration: body("calibration"),
    episodes,
  };
}

/** The episodes that hold, in ticket order. */
export function listedEpisodes(
  { history, names, titles }: OpenedRun,
  holds: (observation: Observation) => boolean,
): ListedEpisode[] {
  return history.totals
    .observations()
    .filter(holds)
    .map(({ ticket, candidate, document, outcome, reason, rounds, cost }) => ({
      name: episodeName(ticket),
      phase: phaseOf(ticket) ?? "train",
      candidate: names(candidate),
      document,
      title: titles.get(document) ?? document,
      outcome,
      reason,
      rounds,
      calls: cost.calls,
    }));
}

function noIteration({ run, history }: OpenedRun, iteration: number): UsageError {
  const begun = history.decisions
    .all()
    .map((entry) => entry.iteration)
    .filter((one) => admissionNumber(one) === null);
  const last = Math.max(0, ...begun);
  return new UsageError(
    `${run} has no iteration ${iteration}: it has 0 (the baseline) to ${last}, the last one being the test at the end ` +
      "when the run is finished",
  );
}
