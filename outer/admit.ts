import { applyDiff } from "../population/candidates/diff.js";
import { type Admission, admitterOf, summaryOf } from "./admission.js";
import { decideIteration } from "./decide.js";
import type { DecisionBody } from "./decisions.js";
import { noEvidence } from "./evidence.js";
import { validated } from "./mutant.js";
import type { FinishedIteration, PopulationView } from "./population-view.js";
import type { SearchSetting } from "./search-setting.js";
import { settle } from "./settle.js";

/** Guarded harnesses alone are proposed. */
const passed: DecisionBody<"guard"> = { passed: true, findings: [] };

/**
 * Evaluates an admission and its parent on the validation split, and decides on it as on any mutant. `before` holds
 * all that was decided earlier. Every step is stored, so that it goes on where it was stopped. Rejects with what stops
 * a run.
 */
export async function decideAdmission(
  setting: SearchSetting,
  { number, iteration, body }: Admission,
  before: PopulationView,
): Promise<FinishedIteration> {
  const { decisions } = setting.history;
  await decisions.append({ iteration, kind: "admission", body });
  await decisions.append({ iteration, kind: "guard", body: passed });
  const parentFiles = await setting.candidates.read(body.parentCommit);
  const files = applyDiff(parentFiles, body.diff);
  setting.onEvent({ kind: "step", iteration, step: "validating", parent: body.parent });
  const [parentRun = [], mutantRun = []] = await settle([
    validated(setting, iteration, "validate-parent", body.parent, parentFiles),
    validated(setting, iteration, "validate-mutant", body.tree, files),
  ]);
  const { decided, begun, parent, parentCommit, tree } = body;
  const attempt = {
    ended: "evaluated",
    parent,
    parentCommit,
    admitter: admitterOf(number, body),
    tree,
    files,
    summary: summaryOf(body),
    rationale: "",
    parentEvidence: before.members.find(({ candidate }) => candidate === parent)?.evidence ?? noEvidence,
    parentRun,
    mutantRun,
  } as const;
  return { ...(await decideIteration(setting, iteration, attempt, before)), place: { decided, begun } };
}
