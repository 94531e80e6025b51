import type { StageReport } from "../harness/contract.js";
import type { Evidence, Example, Stage, StageVerdict, Task } from "../tasks/task.js";
import type { Attempt } from "../trajectory.js";
import { mean, toNumber } from "./fraction.js";
import { type AskSeat, measureAttempt } from "./measure-attempt.js";

export interface StageResult {
  readonly attempts: readonly Attempt[];
  /** False when an attempt has no score: then nothing was measured and `verdict` rejects the example. */
  readonly measured: boolean;
  readonly verdict: StageVerdict;
}

/** Makes all attempts of a stage side by side and reports on them with the evidence of earlier stages. */
export async function runStage(
  task: Task,
  stage: Stage,
  example: Example,
  earlier: Evidence,
  ask: AskSeat,
): Promise<StageResult> {
  const places = stage.attempts
    .flatMap(({ seat, count }) => Array.from({ length: count }, () => seat))
    .map((seat, attempt) => ({ stage: stage.name, seat, attempt }));
  const attempts = await allOrFirstFault(places.map((place) => measureAttempt(ask, example, place)));
  const troubles = attempts.filter((attempt) => attempt.score === null).map((attempt) => attempt.trouble);
  if (troubles.length > 0) return { attempts, measured: false, verdict: notMeasured(troubles) };
  const evidence: Evidence = new Map([...earlier, [stage.name, attempts]]);
  return { attempts, measured: true, verdict: task.report(stage.name, evidence) };
}

/** Waits for every attempt, so that none is under way when the first fault, by number, is passed on. */
async function allOrFirstFault<T>(attempts: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(attempts);
  return settled.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}

function notMeasured(troubles: readonly string[]): StageVerdict {
  const lines = [...new Set(troubles)].map((trouble) => `NOT_MEASURED: ${trouble}`);
  return { passed: false, lines, verdict: { decision: "rejected", failed: lines } };
}

/** What the harness reads of a stage. */
export function stageReport(stage: string, result: StageResult): StageReport {
  const scores = result.attempts.flatMap((attempt) => (attempt.score === null ? [] : [attempt.score]));
  return {
    stage,
    passed: result.verdict.passed,
    lines: [...result.verdict.lines],
    measured: result.measured,
    mean: result.measured ? toNumber(mean(scores)) : null,
    attempts: result.attempts.map((attempt) => ({
      answer: attempt.answer,
      score: attempt.score === null ? null : toNumber(attempt.score),
      note: attempt.trouble,
      marks: attempt.marks.map((mark) => ({ ...mark })),
    })),
  };
}
