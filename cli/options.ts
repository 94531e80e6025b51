import { InvalidArgumentError, Option } from "commander";
import type { TaskKind } from "../inner/tasks/task-kind.js";
import { taskKinds } from "../inner/tasks/task-kinds.js";

/** A whole number of at least `least` and at most `most`. @throws InvalidArgumentError otherwise. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    const bound = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new InvalidArgumentError(`must be a whole number ${bound}`);
  };
}

/** A positive number. @throws InvalidArgumentError otherwise. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError("must be a number above 0");
  }
  return value;
}

/** `--task NAME` of commands that serve simulated models, read as the task itself. */
export function taskOption(): Option {
  return new Option("--task <name>", `task that they work on: ${[...taskKinds.keys()].join(", ")}`)
    .argParser(taskNamed)
    .default(taskNamed("cs-research"), "cs-research");
}

function taskNamed(name: string): TaskKind {
  const kind = taskKinds.get(name);
  if (kind !== undefined) return kind;
  throw new InvalidArgumentError(`must be a task of this program: ${[...taskKinds.keys()].join(", ")}`);
}
