import { UsageError } from "../foundation/errors.js";
import { refereeOf } from "../inner/referee/rules.js";
import type { TaskChoice } from "../inner/tasks/task-kind.js";
import { taskKinds } from "../inner/tasks/task-kinds.js";
import type { Definition } from "./definition/definition.js";

/** @throws UsageError when the task does not offer what the evaluation asks. */
export function taskOf({ task, evaluation, solvers, referee }: Definition): TaskChoice {
  const kind = taskKinds.get(task);
  if (kind === undefined) throw new UsageError(`this version of the program has no task ${task}`);
  try {
    return kind.choose({ ...evaluation, solvers, referee: refereeOf(referee) });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(evaluationProblem(error.message));
    throw error;
  }
}

/** The key as the YAML has it: what is said of solvers stands at its top. */
function evaluationProblem(message: string): string {
  return message.startsWith("solvers.") ? message : `evaluation.${message}`;
}

/** The same under another preset of the task. @throws UsageError when it has none of this name. */
export function taskUnder(preset: string, definition: Definition): TaskChoice {
  const evaluation = { ...definition.evaluation, acceptance: preset };
  try {
    return taskOf({ ...definition, evaluation });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message.replace("evaluation.acceptance:", "search.final_presets:"));
  }
}
