import type { ShownDocument } from "../corpus/document.js";
import type { Evidence, Example, SolverSeat, Stage, Task } from "../tasks/task.js";
import type { Attempt } from "../trajectory.js";
import type { AskSeat } from "./ask-seat.js";
import { certainFailures, nextWave, type Undecided } from "./certain.js";
import type { Policy, Scores } from "./condition.js";
import { measureAttempt } from "./measure-attempt.js";
import { allSettledInOrder } from "./solve.js";
import type { Verdict } from "./verdict.js";

/** A stage that ended before its last attempt, because nothing could change the verdict any more. */
export interface StoppedStage {
  /** The attempts that were not run, by solver, with their numbers within the stage from 0. */
  readonly notRun: readonly Pick<Attempt, "seat" | "attempt">[];
  /** The conditions that could only fail; none where an attempt without a score rejects the example. */
  readonly failed: readonly string[];
  /** What the other presets say on the attempts that were run: rejected where that is certain, else undecided. */
  readonly shadow: Readonly<Record<string, Verdict>>;
}

export interface Gathered {
  readonly attempts: readonly Attempt[];
  /** Null where every attempt was made. */
  readonly stopped: StoppedStage | null;
}

interface Gathering {
  readonly task: Task;
  readonly stage: Stage;
  readonly example: Example;
  readonly document: ShownDocument;
  readonly earlier: Evidence;
}

/**
 * The attempts of a stage, each under the number it has in the stage. All are made side by side, unless the task stops
 * when certain: then in waves, until the verdict on the example cannot be but rejection, because a condition can only
 * fail or because an attempt stayed without a score. Which attempts are made depends on scores alone, never on timing,
 * and those that are made ask what they would have asked otherwise. The verdict is the same as with all attempts; what
 * it says can differ: an attempt that is not run fails no further condition, and cannot turn out unmeasurable.
 */
export async function gatherAttempts(gathering: Gathering, ask: AskSeat): Promise<Gathered> {
  const { task, stage, example, document, earlier } = gathering;
  const places = stage.attempts
    .flatMap(({ seat, count }) => Array.from({ length: count }, () => seat))
    .map((seat, attempt) => ({ stage: stage.name, seat, attempt, mode: task.solvers[seat], document }));
  const measure = (some: typeof places) =>
    allSettledInOrder(some.map((place) => measureAttempt(ask, example, place)));
  const { policies } = task;
  if (policies === undefined || task.stopWhenCertain !== true)
    return { attempts: await measure(places), stopped: null };

  const attempts: Attempt[] = [];
  const undecided = (policy: Policy): Undecided => ({
    policy,
    body: example.body,
    scores: scoresBySeat([...[...earlier.values()].flat(), ...attempts]),
    missing: places.slice(attempts.length).map(({ seat }) => seat),
  });
  while (attempts.length < places.length) {
    const size = nextWave(undecided(policies.own));
    if (size === 0) break;
    attempts.push(...(await measure(places.slice(attempts.length, attempts.length + size))));
    if (attempts.some(({ score }) => score === null)) break;
  }
  const notRun = places.slice(attempts.length).map(({ seat, attempt }) => ({ seat, attempt }));
  if (notRun.length === 0) return { attempts, stopped: null };
  const failed = certainFailures(undecided(policies.own));
  const shadow = Object.entries(policies.others).map(([name, policy]) => [
    name,
    verdictSoFar(certainFailures(undecided(policy))),
  ]);
  return { attempts, stopped: { notRun, failed, shadow: Object.fromEntries(shadow) } };
}

function verdictSoFar(failed: readonly string[]): Verdict {
  return { decision: failed.length > 0 ? "rejected" : "undecided", failed };
}

function scoresBySeat(attempts: readonly Attempt[]): Scores {
  const of = (seat: SolverSeat) =>
    attempts.flatMap((one) => (one.seat === seat && one.score !== null ? [one.score] : []));
  return { weak: of("weak"), strong: of("strong") };
}

/** The line that tells the challenger what was not run, and why. @param because conditions or troubles. */
export function notRunLine(
  { attempts, stopped }: { readonly attempts: readonly Attempt[]; readonly stopped: StoppedStage },
  because: readonly string[],
): string {
  const seats: readonly SolverSeat[] = ["weak", "strong"];
  const who = seats.flatMap((seat) => {
    const numbers = stopped.notRun.filter((one) => one.seat === seat).map(({ attempt }) => attempt + 1);
    return numbers.length === 0
      ? []
      : [`${seat} ${numbers.length === 1 ? "attempt" : "attempts"} ${listed(numbers)}`];
  });
  const last = attempts.at(-1);
  const when = last === undefined ? "before any attempt" : `after ${last.seat} attempt ${last.attempt + 1}`;
  return `NOT_RUN: ${who.join(" and ")}: the verdict was certain ${when} (${because.join("; ")})`;
}

function listed(numbers: readonly number[]): string {
  const last = numbers.at(-1);
  return numbers.length === 1 ? String(last) : `${numbers.slice(0, -1).join(", ")} and ${last}`;
}
