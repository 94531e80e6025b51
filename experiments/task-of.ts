import { UsageError } from "../foundation/errors.js";
import type { TaskChoice } from "../inner/tasks/task-kind.js";
import { taskKinds } from "../inner/tasks/task-kinds.js";
import type { Definition } from "./definition/definition.js";

/** @throws UsageError when its acceptance is no preset of it and no valid set of numbers. */
export function taskOf({ task, evaluation }: Definition): TaskChoice {
  const kind = taskKinds.get(task);
  if (kind === undefined) throw new UsageError(`this version of the program has no task ${task}`);
  try {
    return kind.choose(evaluation.acceptance, evaluation.attempts);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`evaluation.acceptance: ${error.message}`);
    throw error;
  }
}
