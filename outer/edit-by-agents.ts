import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { Model } from "../models/model.js";
import { changedFiles } from "../population/candidates/diff.js";
import type { History } from "../population/history/history.js";
import { analyze } from "./agents/analyzer.js";
import { type Implementation, implement } from "./agents/implementer.js";
import { type DecisionBody, guardSchema } from "./decisions.js";
import { type Edited, examineEdit, type NotEvaluated } from "./examine-edit.js";
import type { EditAssignment, HarnessChecks } from "./search-setting.js";

/** What the agents of the outer loop work with. */
export interface AgentSetting {
  readonly model: Model;
  readonly history: Pick<History, "decisions">;
  /** What the implementer may change. */
  readonly edits: "prompts" | "all";
  /** Text of the host interface, for the implementer. */
  readonly contract: string;
  readonly checks: HarnessChecks;
}

/**
 * The analyzer reads the trajectories, the implementer edits, the guard examines. Every result is stored as a decision;
 * a stored verdict of the guard holds, so that a continued run does not depend on this machine's speed.
 */
export async function editByAgents(
  setting: AgentSetting,
  { iteration, view, parent, files, trajectories, step }: EditAssignment,
): Promise<Edited | NotEvaluated> {
  const { model, history, edits, contract, checks } = setting;
  const past = view.outcomes;
  step("analyzing");
  const report = await analyze(model, { iteration, trajectories, past });
  if (!report.ok) return { ended: "invalid", because: `analyzer: ${report.problem}`, summary: "" };
  await history.decisions.append({ iteration, kind: "analysis", body: report.value });
  step("editing");
  const check = (edited: HarnessFiles) => checks.byImplementer(files, edited);
  const edit = await implement(model, {
    ...{ iteration, parent: files, report: report.value, past, edits, contract, check },
  });
  if (!edit.ok) return { ended: "invalid", because: `implementer: ${edit.problem}`, summary: "" };
  return examined(setting, { iteration, view, parent, files, step }, edit.value);
}

/** Has the guard examine an edit of `parent`, and stores what it is. */
export async function examined(
  setting: Pick<AgentSetting, "history" | "checks">,
  {
    iteration,
    view,
    parent,
    files,
    step,
  }: Omit<EditAssignment, "trajectories" | "parent"> & {
    readonly parent: Pick<EditAssignment["parent"], "candidate">;
  },
  edit: Implementation,
): Promise<Edited | NotEvaluated> {
  const changed = changedFiles(files, edit.files).length > 0;
  if (changed) step("checking");
  const checked = changed ? await checkOnce(setting, iteration, files, edit.files) : null;
  const { record, result } = examineEdit(view, parent, files, edit, checked);
  await setting.history.decisions.append({ iteration, kind: "edit", body: record });
  return result;
}

async function checkOnce(
  { history, checks }: Pick<AgentSetting, "history" | "checks">,
  iteration: number,
  files: HarnessFiles,
  edited: HarnessFiles,
): Promise<DecisionBody<"guard">> {
  const stored = history.decisions.find(iteration, "guard");
  if (stored !== undefined) return guardSchema.parse(stored.body);
  const checked = await checks.beforeValidation(files, edited);
  await history.decisions.append({ iteration, kind: "guard", body: checked });
  return checked;
}
