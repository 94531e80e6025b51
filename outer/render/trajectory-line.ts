import type { DocumentId } from "../../foundation/ids.js";
import type { Trajectory, TrajectoryEvent } from "../../inner/trajectory.js";
import { oneLine } from "./cut-text.js";

/** A trajectory as agents speak of it: a short name such as T3, and its document's title. */
export interface NamedTrajectory {
  readonly name: string;
  readonly title: string;
  readonly trajectory: Trajectory;
}

/** Trajectories under the names T1, T2, ... in their order, with the titles of their documents. */
export function namedTrajectories(
  trajectories: readonly Trajectory[],
  documents: Pick<ReadonlyMap<DocumentId, { readonly title: string }>, "get">,
): NamedTrajectory[] {
  return trajectories.map((trajectory, index) => ({
    name: `T${index + 1}`,
    trajectory,
    title: documents.get(trajectory.observation.document)?.title ?? "",
  }));
}

/** Drafts and examples of an episode that failed, by the way they failed. */
export interface FailureCounts {
  readonly draftRefused: number;
  readonly verificationFailed: number;
  readonly tooEasy: number;
  readonly strongFailed: number;
  readonly notMeasured: number;
  /** Accepted by the task's rule, and rejected when the referee looked at them once more. */
  readonly examinationFailed: number;
  /** Stages that failed for another reason, by stage name; for example a weak attempt that scored zero. */
  readonly otherStages: ReadonlyMap<string, number>;
}

export function failureCounts(events: readonly TrajectoryEvent[]): FailureCounts {
  const stages = events.filter((event) => event.kind === "stage");
  const failed = stages.filter((event) => event.measured && !event.passed);
  const tooEasy = failed.filter((event) => event.lines.some((line) => line.includes("TOO EASY")));
  const examined = failed.filter(({ lines }) => lines.some((line) => line.startsWith("EXAMINATION_FAILED")));
  const others = failed.filter(
    (event) => !tooEasy.includes(event) && !examined.includes(event) && event.stage !== "strong",
  );
  const otherStages = new Map<string, number>();
  for (const { stage } of others) otherStages.set(stage, (otherStages.get(stage) ?? 0) + 1);
  return {
    draftRefused: events.filter((event) => event.kind === "findings").length,
    verificationFailed: events.filter((event) => event.kind === "verified" && !event.passed).length,
    tooEasy: tooEasy.length,
    strongFailed: failed.length - tooEasy.length - examined.length - others.length,
    notMeasured: stages.filter((event) => !event.measured).length,
    examinationFailed: examined.length,
    otherStages,
  };
}

/**
 * One line on an episode, such as
 * `T3 | "Title" | exhausted | 8 rounds | draft refused 2, verification failed 1, too easy 4, strong failed 1, not measured 0`.
 */
export function trajectoryLine({ name, title, trajectory }: NamedTrajectory): string {
  const { outcome, rounds } = trajectory.observation;
  const counts = failureCounts(trajectory.events);
  const failures = [
    `draft refused ${counts.draftRefused}`,
    `verification failed ${counts.verificationFailed}`,
    `too easy ${counts.tooEasy}`,
    `strong failed ${counts.strongFailed}`,
    `not measured ${counts.notMeasured}`,
    ...(counts.examinationFailed === 0 ? [] : [`examination failed ${counts.examinationFailed}`]),
    ...[...counts.otherStages].map(([stage, count]) => `${stage} failed otherwise ${count}`),
  ];
  return [name, `"${oneLine(title)}"`, outcome, `${rounds} rounds`, failures.join(", ")].join(" | ");
}
