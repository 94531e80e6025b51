import type { ExampleId } from "../../foundation/ids.js";
import type { MeasuredItem } from "../../inner/tasks/figures.js";
import type { Attempt, Review, Trajectory } from "../../inner/trajectory.js";

/** An example of an episode that was measured on every stage. */
export interface EpisodeItem extends MeasuredItem {
  readonly example: ExampleId;
  readonly accepted: boolean;
}

/** What became of one example on its way. */
interface Course {
  readonly body: MeasuredItem["body"];
  readonly round: number;
  readonly attempts: Attempt[];
  readonly retested: Attempt[];
  readonly stages: Set<string>;
  review: Review | null;
  accepted: boolean;
}

/** The examples of an episode that were measured on all of `stages`, in the order in which they were proposed. */
export function measuredItems({ observation, events }: Trajectory, stages: readonly string[]): EpisodeItem[] {
  const courses = new Map<ExampleId, Course>();
  let proposals = 0;
  for (const event of events) {
    if (event.kind === "proposed" || event.kind === "findings") proposals += 1;
    if (event.kind === "proposed") {
      const body = event.body as MeasuredItem["body"];
      const fresh = { attempts: [], retested: [], stages: new Set<string>(), review: null, accepted: false };
      courses.set(event.example, { body, round: proposals, ...fresh });
    }
    const course = "example" in event ? courses.get(event.example) : undefined;
    if (course === undefined) continue;
    if (event.kind === "stage" && event.measured && event.notRun === undefined) {
      course.attempts.push(...event.attempts);
      course.stages.add(event.stage);
      course.review = event.review?.said ?? course.review;
    }
    if (event.kind === "retested") course.retested.push(...event.attempts);
    if (event.kind === "verdict") course.accepted = event.verdict.decision === "accepted";
  }
  return [...courses]
    .filter(([, course]) => stages.every((stage) => course.stages.has(stage)))
    .map(([example, { body, round, attempts, retested, review, accepted }]) => ({
      ...{ example, document: observation.document, body, round, attempts, retested, review, accepted },
    }));
}
