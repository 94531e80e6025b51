import type { z } from "zod";
import type { SimulatedTask } from "../../models/simulated/simulated-task.js";
import type { Task } from "./task.js";

/** Attempts of each solver on one example. */
export interface Attempts {
  readonly weak: number;
  readonly strong: number;
}

/** What an experiment may set of a task. */
export interface TaskSettings<Acceptance> {
  /** Name of the acceptance preset, for the record; `custom` when it is given by numbers. */
  readonly acceptanceName: string;
  readonly acceptance: Acceptance;
  readonly attempts: Attempts;
}

/** What a folder of tasks declares in its `kind.ts`, under the name of the folder. */
export interface TaskParts<Acceptance> {
  readonly acceptanceSchema: z.ZodType<Acceptance>;
  readonly acceptancePresets: Readonly<Record<string, Acceptance>>;
  /** Where the experiment says nothing else. */
  readonly attempts: Attempts;
  create(settings: TaskSettings<Acceptance>): Task;
  /** How the simulated models behave on its examples. */
  readonly simulated: SimulatedTask;
}

/** A task as an experiment chose it, with its acceptance rule by name and in numbers. */
export interface TaskChoice {
  readonly task: Task;
  readonly acceptanceName: string;
  readonly acceptance: unknown;
  readonly attempts: Attempts;
  readonly simulated: SimulatedTask;
}

/** What an experiment writes: a number for both solvers, or for one of them; the rest is what the task says. */
export type WrittenAttempts =
  | number
  | { readonly weak?: number | undefined; readonly strong?: number | undefined }
  | null;

/** A task that experiments can choose by name. */
export interface TaskKind {
  /**
   * @param acceptance as written in the experiment: a preset's name, or numbers.
   * @throws RangeError saying what is wrong with it.
   */
  choose(acceptance: unknown, attempts: WrittenAttempts): TaskChoice;
  readonly simulated: SimulatedTask;
}

export function taskKind<Acceptance>(parts: TaskParts<Acceptance>): TaskKind {
  const { acceptancePresets, simulated } = parts;
  return {
    choose: (written, asked) => {
      const attempts = attemptsOf(parts.attempts, asked);
      const { acceptanceName, acceptance } =
        typeof written === "string" ? preset(acceptancePresets, written) : custom(parts, written);
      return {
        task: parts.create({ acceptanceName, acceptance, attempts }),
        acceptanceName,
        acceptance,
        attempts,
        simulated,
      };
    },
    simulated,
  };
}

function attemptsOf(byDefault: Attempts, written: WrittenAttempts): Attempts {
  if (typeof written === "number") return { weak: written, strong: written };
  return { weak: written?.weak ?? byDefault.weak, strong: written?.strong ?? byDefault.strong };
}

function preset<Acceptance>(presets: Readonly<Record<string, Acceptance>>, name: string) {
  if (Object.hasOwn(presets, name)) return { acceptanceName: name, acceptance: presets[name] as Acceptance };
  throw new RangeError(
    `there is no preset ${name}; choose ${Object.keys(presets).join(", ")}, or give numbers.`,
  );
}

function custom<Acceptance>({ acceptanceSchema }: TaskParts<Acceptance>, written: unknown) {
  const read = acceptanceSchema.safeParse(written);
  if (read.success) return { acceptanceName: "custom", acceptance: read.data };
  const problems = read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new RangeError(problems.join("; "));
}
