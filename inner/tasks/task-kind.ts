import type { z } from "zod";
import type { SimulatedTask } from "../../models/simulated/simulated-task.js";
import type { Condition, Scores } from "../referee/condition.js";
import { hasRule, paperReferee, type Referee, refereeName, refereeRuleNames } from "../referee/rules.js";
import { plainSolvers, type SolverMode } from "../referee/solver-mode.js";
import type { Figure } from "./figures.js";
import { linted } from "./rubric/lint/linted.js";
import type { LintFinding } from "./rubric/lint/rules.js";
import type { Policies, SolverSeat, Task } from "./task.js";

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
  /** False: every stage is run whatever an earlier one says, so that statistics are of all examples. */
  readonly gated: boolean;
  readonly solvers: Readonly<Record<SolverSeat, SolverMode>>;
}

/** The experiment's conditions and those of the other presets, as functions of scores. */
export function policiesOf<Acceptance>(
  { acceptance, acceptanceName }: Pick<TaskSettings<Acceptance>, "acceptance" | "acceptanceName">,
  presets: Readonly<Record<string, Acceptance>>,
  conditions: (acceptance: Acceptance, scores: Scores) => readonly Condition[],
): Policies {
  const others = Object.entries(presets).filter(([name]) => name !== acceptanceName);
  return {
    own: (scores) => conditions(acceptance, scores),
    others: Object.fromEntries(
      others.map(([name, preset]) => [name, (scores: Scores) => conditions(preset, scores)]),
    ),
    lineOf: (stage, sentence) => `${stage.toUpperCase()}_FAILED: ${sentence}`,
  };
}

/** What every result is named with: the acceptance preset and the referee. */
export function ruleName(acceptanceName: string, referee: Referee): string {
  return `${acceptanceName}, referee ${refereeName(referee)}`;
}

/** What of an example may be public where models are compared on it. */
export interface Disclosure {
  /** Members of its body that a solver is shown. All others, also those that a later version adds, are its key. */
  readonly shown: readonly string[];
  /** Texts that give the answer away wherever they stand: the reference, the criteria. */
  secrets(body: Readonly<Record<string, unknown>>): readonly string[];
}

/** What a folder of tasks declares in its `kind.ts`, under the name of the folder. */
export interface TaskParts<Acceptance> {
  readonly acceptanceSchema: z.ZodType<Acceptance>;
  /** By name; the first is used where the experiment says nothing else. */
  readonly acceptancePresets: Readonly<Record<string, Acceptance>>;
  /** Where the experiment says nothing else. */
  readonly attempts: Attempts;
  /** What the task's examples offer to the modes of solvers: answers that code can compare, reference reasoning. */
  readonly offers: { readonly majority: boolean; readonly reasoning: boolean };
  create(settings: TaskSettings<Acceptance>): Task;
  /** What a strict referee objects to in a draft whose form was read, before any solver is paid. */
  lint(
    body: Readonly<Record<string, unknown>>,
    acceptance: Acceptance,
    document: string | null,
  ): readonly LintFinding[];
  /** What reports show of its examples. */
  readonly figures: readonly Figure[];
  readonly disclosure: Disclosure;
  /** How the simulated models behave on its examples. */
  readonly simulated: SimulatedTask;
}

/** A task as an experiment chose it, with its acceptance rule by name and in numbers. */
export interface TaskChoice {
  readonly task: Task;
  readonly acceptanceName: string;
  readonly acceptance: unknown;
  readonly attempts: Attempts;
  readonly referee: Referee;
  /** See ruleName. */
  readonly rule: string;
  readonly simulated: SimulatedTask;
}

/** What an experiment writes: a number for both solvers, or for one of them; the rest is what the task says. */
export type WrittenAttempts =
  | number
  | { readonly weak?: number | undefined; readonly strong?: number | undefined }
  | null;

/** How an experiment has examples evaluated, as it is written; what is left out is what the task says. */
export interface WrittenEvaluation {
  /** A preset's name, or numbers. */
  readonly acceptance?: unknown;
  readonly attempts?: WrittenAttempts;
  readonly gated?: boolean;
  /** Not together with `gated: false`, which is for statistics of all attempts. */
  readonly stopWhenCertain?: boolean;
  readonly solvers?: Readonly<Partial<Record<SolverSeat, SolverMode>>>;
  readonly referee?: Referee;
}

/** A task that experiments can choose by name. */
export interface TaskKind {
  /** @throws RangeError saying which key of the evaluation is wrong, and how. */
  choose(written: WrittenEvaluation): TaskChoice;
  readonly figures: readonly Figure[];
  readonly disclosure: Disclosure;
  readonly simulated: SimulatedTask;
}

const stopsNothing =
  "stop_when_certain: with gated: false every attempt is made, for statistics; leave one of them out.";

export function taskKind<Acceptance>(parts: TaskParts<Acceptance>): TaskKind {
  const { acceptancePresets, simulated } = parts;
  return {
    choose: (written) => {
      const attempts = attemptsOf(parts.attempts, written.attempts ?? null);
      const asked = written.acceptance ?? Object.keys(acceptancePresets)[0];
      const { acceptanceName, acceptance } =
        typeof asked === "string" ? preset(acceptancePresets, asked) : custom(parts, asked);
      const solvers = { ...plainSolvers, ...written.solvers };
      requireOffered(parts.offers, solvers);
      const { gated = true, stopWhenCertain = false, referee = paperReferee } = written;
      if (stopWhenCertain && !gated) throw new RangeError(stopsNothing);
      const created = parts.create({ acceptanceName, acceptance, attempts, gated, solvers });
      const task = stopWhenCertain ? { ...created, stopWhenCertain } : created;
      return {
        task: refereed(task, referee, (body, document) => parts.lint(body, acceptance, document)),
        acceptanceName,
        acceptance,
        attempts,
        referee,
        rule: ruleName(acceptanceName, referee),
        simulated,
      };
    },
    figures: parts.figures,
    disclosure: parts.disclosure,
    simulated,
  };
}

/** The task with the checks of its referee. */
function refereed(task: Task, referee: Referee, lint: Parameters<typeof linted>[1]): Task {
  if (referee.preset === "paper") return task;
  const rules = new Set(refereeRuleNames.filter((rule) => hasRule(referee, rule)));
  return {
    ...linted(task, (body, document) => lint(body, document).filter(({ rule }) => rules.has(rule))),
    rules,
  };
}

function attemptsOf(byDefault: Attempts, written: WrittenAttempts): Attempts {
  if (typeof written === "number") return { weak: written, strong: written };
  return { weak: written?.weak ?? byDefault.weak, strong: written?.strong ?? byDefault.strong };
}

function preset<Acceptance>(presets: Readonly<Record<string, Acceptance>>, name: string) {
  if (Object.hasOwn(presets, name)) return { acceptanceName: name, acceptance: presets[name] as Acceptance };
  throw new RangeError(
    `acceptance: there is no preset ${name}; choose ${Object.keys(presets).join(", ")}, or give numbers.`,
  );
}

function custom<Acceptance>({ acceptanceSchema }: TaskParts<Acceptance>, written: unknown) {
  const read = acceptanceSchema.safeParse(written);
  if (read.success) return { acceptanceName: "custom", acceptance: read.data };
  const problems = read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new RangeError(`acceptance: ${problems.join("; ")}`);
}

function requireOffered(
  offers: TaskParts<unknown>["offers"],
  solvers: Readonly<Record<SolverSeat, SolverMode>>,
): void {
  for (const [seat, { samples, combine, shows }] of Object.entries(solvers)) {
    if (samples > 1 && combine === "majority" && !offers.majority) {
      throw new RangeError(`solvers.${seat}.combine: answers of this task cannot be counted; use synthesis.`);
    }
    if (shows === "reasoning" && !offers.reasoning) {
      throw new RangeError(`solvers.${seat}.shows: examples of this task hold no reasoning; use document.`);
    }
  }
}
