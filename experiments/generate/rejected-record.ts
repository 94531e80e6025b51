import type { Trajectory, TrajectoryEvent } from "../../inner/trajectory.js";
import { type Round, roundsOf } from "../../outer/render/trajectory-rounds.js";
import { type EpisodeSource, type Origin, provenanceOf } from "./provenance.js";

/** Why a document has no line among the examples: how its episode ended, or what became of its example after it. */
export type RejectedFor = Trajectory["observation"]["outcome"] | "duplicate" | "withheld";

/** One line of the rejected file; docs/making-data.md says what every member means. */
export function rejectedRecord(
  origin: Origin,
  { outcome, reason }: { readonly outcome: RejectedFor; readonly reason: string },
  { observation, events }: Trajectory,
  source: EpisodeSource,
) {
  return {
    schema: "autodata-lab/rejected/1",
    task: origin.task,
    outcome,
    reason,
    rounds: roundsOf(events).flatMap(failedRound),
    ...provenanceOf(origin, source, observation),
  };
}

/** Where a round ended and what was said of it there; none for a round that did not fail. */
function failedRound({ number, events }: Round) {
  const failure = events.map(failureOf).find((one) => one !== null);
  if (failure === undefined || failure === null) return [];
  const proposed = events.find((event) => event.kind === "proposed");
  return [{ round: number, example: proposed?.kind === "proposed" ? proposed.example : null, ...failure }];
}

function failureOf(event: TrajectoryEvent): { failed: string; reasons: readonly string[] } | null {
  if (event.kind === "findings") return { failed: "draft", reasons: event.findings };
  if (event.kind === "verified" && !event.passed) {
    const checks = event.checks.map(({ name, verdict }) => `${name}: ${verdict}`);
    return { failed: "verification", reasons: event.feedback === "" ? checks : [...checks, event.feedback] };
  }
  if (event.kind !== "stage" || event.passed) return null;
  return { failed: event.measured ? event.stage : "not measured", reasons: event.lines };
}
