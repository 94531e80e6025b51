import type { ShownDocument } from "../corpus/document.js";
import type { Example, SolverSeat, Task } from "../tasks/task.js";
import type { Attempt } from "../trajectory.js";
import type { AskSeat } from "./ask-seat.js";
import { measureAttempt } from "./measure-attempt.js";
import { allSettledInOrder } from "./solve.js";

/** The stage that fresh attempts are filed under. */
export const retestStage = "retest";

const solvers: readonly SolverSeat[] = ["weak", "strong"];

/**
 * Fresh attempts of both solvers on an accepted example. They decide nothing: an example was selected by its first
 * attempts, so what those measured is too good, and these say by how much.
 * @param times attempts of each solver.
 */
export function retest(
  ask: AskSeat,
  {
    task,
    example,
    document,
  }: { readonly task: Task; readonly example: Example; readonly document: ShownDocument },
  times: number,
): Promise<Attempt[]> {
  const places = solvers
    .flatMap((seat) => Array.from({ length: times }, () => seat))
    .map((seat, attempt) => ({ stage: retestStage, seat, attempt, mode: task.solvers[seat], document }));
  return allSettledInOrder(places.map((place) => measureAttempt(ask, example, place)));
}
