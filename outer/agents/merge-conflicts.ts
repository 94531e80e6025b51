import { z } from "zod";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { Model } from "../../models/model.js";
import { markersIn } from "../../population/candidates/three-way-merge.js";
import { firstCharacters, oneLine } from "../render/cut-text.js";
import { type Implementation, implementerTurns } from "./implementer.js";
import { summaryCharacters } from "./implementer-prompt.js";
import { type Check, implementerTools } from "./implementer-tools.js";
import { type MergeRequest, mergeRequest, mergeSystem } from "./merge-prompt.js";
import { type AgentResult, runAgent } from "./tool-loop.js";
import { WorkingTree } from "./working-tree.js";

/** Two lineages whose changes stand in each other's way. */
export interface MergeConflicts extends MergeRequest {
  readonly iteration: number;
  /** The merge as far as git came, both sides between markers. */
  readonly marked: HarnessFiles;
  /** Text of the host interface. */
  readonly contract: string;
  readonly check: Check;
}

/**
 * Has the implementer resolve the conflicts of a merge. A final reply while markers are left is no final reply: it is
 * told where they are, once. Rejects only as Model.complete and `check` do.
 */
export async function resolveConflicts(
  model: Model,
  merge: MergeConflicts,
  signal?: AbortSignal,
): Promise<AgentResult<Implementation>> {
  const tree = new WorkingTree(merge.marked);
  const left = () => markersIn(tree.files()).map((place) => `a conflict is not resolved: ${place}`);
  const check: Check = async (files) => {
    const findings = await merge.check(files);
    return left().length > 0 ? left() : findings;
  };
  const reply = z
    .object({ summary: z.string().trim().min(1), rationale: z.string() })
    .superRefine((_reply, context) => {
      for (const message of left()) context.addIssue({ code: "custom", message });
    });
  const job = {
    seat: "implementer",
    iteration: merge.iteration,
    system: mergeSystem(merge.edits, merge.contract, implementerTurns),
    user: mergeRequest(merge),
    tools: implementerTools(tree, check),
    reply,
    maxTurns: implementerTurns,
  } as const;
  const result = await runAgent(model, job, signal);
  if (!result.ok) {
    const places = left();
    return places.length === 0 ? result : { ok: false, problem: `${places.join("; ")}` };
  }
  const { summary, rationale } = result.value;
  return {
    ok: true,
    value: { files: tree.files(), summary: firstCharacters(oneLine(summary), summaryCharacters), rationale },
  };
}
