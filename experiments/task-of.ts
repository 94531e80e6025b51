import { UsageError } from "../foundation/errors.js";
import {
  type Acceptance,
  type AcceptancePreset,
  acceptancePresets,
  acceptanceSchema,
} from "../inner/tasks/cs-research/acceptance.js";
import { csResearch } from "../inner/tasks/cs-research/task.js";
import type { Task } from "../inner/tasks/task.js";
import type { Definition } from "./definition/definition.js";

/** The task of an experiment, and the name and numbers of its acceptance rule. */
export interface TaskChoice {
  readonly task: Task;
  readonly acceptanceName: string;
  readonly acceptance: Acceptance;
}

/** @throws UsageError when the acceptance is no preset of the task and no valid set of numbers. */
export function taskOf(definition: Definition): TaskChoice {
  const { attempts, acceptance: written } = definition.evaluation;
  const { name, acceptance } = readAcceptance(written);
  return {
    task: csResearch({ acceptanceName: name, acceptance, attempts }),
    acceptanceName: name,
    acceptance,
  };
}

function readAcceptance(written: unknown): { name: string; acceptance: Acceptance } {
  if (typeof written === "string") {
    if (Object.hasOwn(acceptancePresets, written)) {
      return { name: written, acceptance: acceptancePresets[written as AcceptancePreset] };
    }
    const presets = Object.keys(acceptancePresets).join(", ");
    throw new UsageError(
      `evaluation.acceptance: there is no preset ${written}; choose ${presets}, or give numbers.`,
    );
  }
  const read = acceptanceSchema.safeParse(written);
  if (read.success) return { name: "custom", acceptance: read.data };
  const problems = read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new UsageError(`evaluation.acceptance: ${problems.join("; ")}`);
}
