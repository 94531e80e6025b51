import { UsageError } from "../../foundation/errors.js";
import type { ExampleId, Ticket } from "../../foundation/ids.js";
import { toNumber } from "../../inner/referee/fraction.js";
import type { Attempt, Observation, Trajectory } from "../../inner/trajectory.js";
import { episodeName } from "./episode-name.js";
import type { OpenedRun } from "./opened-run.js";

/** An example with the scores that it was judged by. */
export interface TriedExample {
  readonly id: string;
  readonly episode: string;
  readonly candidate: string;
  readonly split: Observation["split"];
  readonly document: string;
  readonly title: string;
  /** Mean scores, 0 to 1; null where the solver was not asked. */
  readonly weak: number | null;
  readonly strong: number | null;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ExampleFilter {
  /** Tree of the candidate that made it. */
  readonly candidate?: string;
  readonly split?: string;
}

/** The accepted examples in ticket order, each read when its turn comes. */
export function* acceptedExamples(opened: OpenedRun, filter: ExampleFilter = {}): Generator<TriedExample> {
  const { candidate, split } = filter;
  for (const observation of opened.history.totals.observations()) {
    if (observation.outcome !== "accepted") continue;
    if (candidate !== undefined && observation.candidate !== candidate) continue;
    if (split !== undefined && observation.split !== split) continue;
    const example = acceptedIn(opened, observation.ticket);
    if (example !== null) yield example;
  }
}

/** The example with which an episode was accepted; null when there was none. */
function acceptedIn(opened: OpenedRun, ticket: Ticket): TriedExample | null {
  const trajectory = opened.history.episodes.find(ticket);
  const accepted = trajectory?.events.find(
    (event) => event.kind === "verdict" && event.verdict.decision === "accepted",
  );
  if (trajectory === undefined || accepted?.kind !== "verdict") return null;
  return exampleIn(opened, ticket, trajectory, accepted.example);
}

function exampleIn(
  { names, titles }: OpenedRun,
  ticket: Ticket,
  trajectory: Trajectory,
  id: ExampleId,
): TriedExample {
  const { candidate, split, document } = trajectory.observation;
  return {
    id,
    episode: episodeName(ticket),
    candidate: names(candidate),
    split,
    document,
    title: titles.get(document) ?? document,
    weak: meanOf(trajectory, id, "weak"),
    strong: meanOf(trajectory, id, "strong"),
    body: bodyOf(trajectory, id),
  };
}

/**
 * The tried example whose id begins with `prefix`, accepted or not, from the first episode that tried it.
 * @throws UsageError when none does, or several do.
 */
export function exampleNamed(opened: OpenedRun, prefix: string): TriedExample {
  const { run, history } = opened;
  const found = /^[0-9a-f]{4,64}$/.test(prefix) ? history.episodes.ticketsTrying(prefix) : [];
  const [ticket] = found;
  const trajectory = ticket === undefined ? undefined : history.episodes.find(ticket);
  const ids = new Set(
    (trajectory?.events ?? []).flatMap((event) =>
      event.kind === "stage" && event.example.startsWith(prefix) ? [event.example] : [],
    ),
  );
  const [id] = ids;
  if (ticket !== undefined && trajectory !== undefined && id !== undefined && ids.size === 1) {
    return exampleIn(opened, ticket, trajectory, id);
  }
  throw new UsageError(
    ids.size > 1
      ? `${prefix} begins ${[...ids].join(" and ")}: give more digits`
      : `${run} has tried no example ${JSON.stringify(prefix)}: \`autodata-lab examples ${run}\` lists those it accepted`,
  );
}

function bodyOf({ events }: Trajectory, id: string): Readonly<Record<string, unknown>> {
  const proposed = events.find((event) => event.kind === "proposed" && event.example === id);
  return proposed?.kind === "proposed" ? (proposed.body as Readonly<Record<string, unknown>>) : {};
}

function meanOf({ events }: Trajectory, id: string, seat: Attempt["seat"]): number | null {
  const scores = events
    .flatMap((event) => (event.kind === "stage" && event.example === id ? event.attempts : []))
    .flatMap((attempt) => (attempt.seat === seat && attempt.score !== null ? [toNumber(attempt.score)] : []));
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
