import type { ExampleId } from "../../foundation/ids.js";
import type { VerificationReport } from "../harness/contract.js";
import type { StageResult } from "../referee/run-stage.js";
import type { Stage, Task } from "../tasks/task.js";
import type { TrajectoryEvent } from "../trajectory.js";
import type { Standing } from "./standings.js";

/** The prompt that a harness must have for its verifier. */
export const verifierPrompt = "prompts/quality-verifier.md";

export const proposedBefore = "this example was proposed before, word for word";

/** Among the shadow verdicts: what the same acceptance rule says without the referee's last look. */
export const withoutChecks = "referee paper";

type EventOf<K extends TrajectoryEvent["kind"]> = Extract<TrajectoryEvent, { kind: K }>;

/** What the trajectory says of a verification. */
export function verifiedEvent(
  ordinal: number,
  example: ExampleId,
  report: VerificationReport,
): EventOf<"verified"> {
  return { kind: "verified", ordinal, example, ...report };
}

/** What the trajectory says of a stage: its measurements, and the verdict on the example once there is one. */
export function stageEvents(
  task: Task,
  ordinal: number,
  { id, evidence }: Pick<Standing, "id" | "evidence">,
  stage: Stage,
  result: StageResult,
): [EventOf<"stage">, ...EventOf<"verdict">[]] {
  const { passed, lines, verdict } = result.verdict;
  const { measured, attempts, review, examined, stopped } = result;
  const event: EventOf<"stage"> = {
    kind: "stage",
    ordinal,
    example: id,
    stage: stage.name,
    passed,
    measured,
    lines,
    attempts,
    ...(review !== null && { review }),
    ...(stopped !== null && { notRun: stopped.notRun }),
  };
  if (verdict === null) return [event];
  const onAll = () => stopped?.shadow ?? task.shadow(new Map([...evidence, [stage.name, attempts]]));
  const others = measured ? onAll() : {};
  const shadow = examined === null ? others : { ...others, [withoutChecks]: examined.before };
  const examination = examined === null ? {} : { examination: examined.checks };
  return [event, { kind: "verdict", ordinal, example: id, verdict, shadow, ...examination }];
}
