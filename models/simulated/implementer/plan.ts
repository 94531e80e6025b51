import { constants } from "../constants.js";
import { chooseWeighted, uniform } from "../hashing.js";
import type { Lessons } from "../simulated-task.js";
import type { Assignment } from "./assignment.js";
import { faultyCodeEdits, harmfulCodeEdits, uselessCodeEdits } from "./careless-code.js";
import { type Change, callFor, type PlannedCall, type ReadFiles } from "./change.js";
import type { Edit, EditPlan, Intent } from "./edit.js";
import { bloatingEdits, carelessEdits, neutralPromptEdits } from "./other-prompt-edits.js";
import { remedyEdit } from "./remedy.js";

const { implementer } = constants;

/** What the implementer will do, drawn once from the conversation's seed. */
export interface Plan {
  readonly summary: string;
  readonly rationale: string;
  readonly changes: readonly Change[];
  readonly calls: readonly PlannedCall[];
  readonly garbled: boolean;
  readonly checks: boolean;
  readonly repairs: boolean;
}

/** All edits that an implementer knows how to make. */
export interface EditBank {
  readonly prompts: readonly Edit[];
  readonly code: readonly Edit[];
}

/** A task's own edits, and those that come over implementers of any task. */
export function editBank({ remedies, codeEdits, reader }: Lessons): EditBank {
  return {
    prompts: [
      ...remedies.map((remedy) => remedyEdit(remedy, reader)),
      ...neutralPromptEdits,
      ...bloatingEdits,
      ...carelessEdits,
    ],
    code: [...codeEdits, ...harmfulCodeEdits, ...uselessCodeEdits, ...faultyCodeEdits],
  };
}

interface Option {
  readonly edit: Edit;
  readonly plan: EditPlan;
}

/** Draws an intent, then an edit that applies to these files, by what the report says and the history warns of. */
export function drawPlan(bank: EditBank, assignment: Assignment, files: ReadFiles, seed: string): Plan {
  const inCode = assignment.code && uniform("code", seed) < implementer.codeShare;
  const intent = chooseWeighted(inCode ? implementer.codeIntents : implementer.intents, "intent", seed);
  const options = inCode
    ? (applicable(bank.code, intent, assignment, files, seed) ??
      applicable(bank.code, null, assignment, files, seed))
    : applicable(bank.prompts, intent, assignment, files, seed);
  const found = options ?? applicable(bank.prompts, null, assignment, files, seed);
  if (found === undefined) return planOf(nothing, assignment, seed);
  return planOf(chooseWeighted(found, "edit", seed), assignment, seed);
}

const nothing: Option = {
  edit: {
    summary: "No change: there is no place for one",
    intent: "neutral",
    code: false,
    weight: 1,
    plan: () => undefined,
  },
  plan: { changes: [] },
};

/** Edits of one intent (or any) that have a place in these files, with their weights; undefined without any. */
function applicable(
  edits: readonly Edit[],
  intent: Intent | null,
  assignment: Assignment,
  files: ReadFiles,
  seed: string,
): [Option, number][] | undefined {
  const options = edits
    .filter((edit) => intent === null || edit.intent === intent)
    .flatMap((edit): [Option, number][] => {
      const plan = edit.plan(files, seed, assignment);
      return plan === undefined ? [] : [[{ edit, plan }, weightOf(edit, assignment)]];
    });
  return options.length === 0 ? undefined : options;
}

/** In proportion to the rounds that the cause lost; less for what was tried in vain, but never nothing. */
function weightOf(edit: Edit, { lost, history }: Assignment): number {
  const vain = history.filter((line) => line.failed && line.text.includes(edit.summary)).length;
  const warned = Math.max(implementer.leastAfterFailures, implementer.afterFailure ** vain);
  const rounds = edit.cause === undefined ? mean([...lost.values()]) : (lost.get(edit.cause) ?? 0);
  return edit.weight * warned * (rounds + implementer.unprompted);
}

function planOf({ edit, plan }: Option, { lost }: Assignment, seed: string): Plan {
  const rounds = edit.cause === undefined ? 0 : (lost.get(edit.cause) ?? 0);
  return {
    summary: edit.summary,
    rationale:
      rounds > 0
        ? `The report counts ${rounds} rounds lost to this.`
        : "It is not in the report, but may help.",
    changes: plan.changes,
    calls: [...plan.changes.map(callFor), ...(plan.calls ?? [])],
    garbled: plan.garbled === true,
    checks: uniform("check", seed) < implementer.checks,
    repairs: uniform("repair", seed) < implementer.repairs,
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
