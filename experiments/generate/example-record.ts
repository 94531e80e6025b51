import { toNumber } from "../../inner/referee/fraction.js";
import { gapOf, meanScore } from "../../inner/tasks/figures.js";
import type { Attempt, Trajectory } from "../../inner/trajectory.js";
import { type EpisodeItem, measuredItems } from "../compare/measured-items.js";
import { type EpisodeSource, type Origin, provenanceOf } from "./provenance.js";

export type ExampleRecord = ReturnType<typeof exampleRecord>;

/** The example that the referee accepted in an episode; undefined when it accepted none. */
export function acceptedItem(trajectory: Trajectory, stages: readonly string[]): EpisodeItem | undefined {
  if (trajectory.observation.outcome !== "accepted") return undefined;
  return measuredItems(trajectory, stages).find(({ accepted }) => accepted);
}

/** One line of the examples file; docs/making-data.md says what every member means. */
export function exampleRecord(
  origin: Origin,
  item: EpisodeItem,
  { observation, events }: Trajectory,
  source: EpisodeSource,
) {
  return {
    schema: "autodata-lab/example/1",
    id: item.example,
    task: origin.task,
    example: item.body,
    weak: meanScore(item, "weak"),
    strong: meanScore(item, "strong"),
    gap: gapOf(item),
    attempts: item.attempts.map(attemptRecord),
    retested: retestedRecord(item),
    review: item.review,
    round: item.round,
    rounds: observation.rounds,
    other_rules: otherRules(item, events),
    ...provenanceOf(origin, source, observation),
  };
}

/** Fresh attempts and what they come to; null without them. */
function retestedRecord({ retested }: EpisodeItem) {
  if (retested.length === 0) return null;
  const fresh = { attempts: retested };
  return {
    weak: meanScore(fresh, "weak"),
    strong: meanScore(fresh, "strong"),
    gap: gapOf(fresh),
    attempts: retested.map(attemptRecord),
  };
}

function attemptRecord({ stage, seat, attempt, score, marks }: Attempt) {
  const met = marks.map((mark) => mark.met);
  return { stage, seat, attempt, score: score === null ? null : toNumber(score), met };
}

/** What the task's other acceptance presets say of the same evidence. */
function otherRules({ example }: EpisodeItem, events: Trajectory["events"]): Record<string, string> {
  const verdict = events.find((event) => event.kind === "verdict" && event.example === example);
  const shadow = verdict?.kind === "verdict" ? verdict.shadow : {};
  return Object.fromEntries(Object.entries(shadow).map(([rule, { decision }]) => [rule, decision]));
}
