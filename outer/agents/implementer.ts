import { z } from "zod";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { Model } from "../../models/model.js";
import type { DecisionBody } from "../decisions.js";
import type { Edits } from "../guard/paths.js";
import { firstCharacters, oneLine } from "../render/cut-text.js";
import type { PastIteration } from "../render/history-text.js";
import { implementerRequest, implementerSystem, summaryCharacters } from "./implementer-prompt.js";
import { type Check, implementerTools } from "./implementer-tools.js";
import { type AgentResult, runAgent } from "./tool-loop.js";
import { WorkingTree } from "./working-tree.js";

export interface ImplementerAssignment {
  readonly iteration: number;
  readonly parent: HarnessFiles;
  readonly report: DecisionBody<"analysis">;
  /** The earlier iterations that this one may know of. */
  readonly past: readonly PastIteration[];
  readonly edits: Edits;
  /** Text of the host interface, inner/harness/contract.ts. */
  readonly contract: string;
  readonly check: Check;
}

/** An edited harness; its files equal the parent's when nothing was changed. */
export interface Implementation {
  readonly files: HarnessFiles;
  /** One line. */
  readonly summary: string;
  readonly rationale: string;
}

export const implementerTurns = 40;

const replySchema = z.object({ summary: z.string().trim().min(1), rationale: z.string() });

/**
 * Edits a copy of the parent's files after the analyst report (paper, section 5, step 4). The result has not
 * passed the guard. Rejects only as Model.complete and `check` do.
 */
export async function implement(
  model: Model,
  assignment: ImplementerAssignment,
  signal?: AbortSignal,
): Promise<AgentResult<Implementation>> {
  const { iteration, parent, report, past, edits, contract } = assignment;
  const tree = new WorkingTree(parent);
  const job = {
    seat: "implementer",
    iteration,
    system: implementerSystem(edits, contract, implementerTurns),
    user: implementerRequest(report, past, edits),
    tools: implementerTools(tree, assignment.check),
    reply: replySchema,
    maxTurns: implementerTurns,
  } as const;
  const result = await runAgent(model, job, signal);
  if (!result.ok) return result;
  const { summary, rationale } = result.value;
  return {
    ok: true,
    value: { files: tree.files(), summary: firstCharacters(oneLine(summary), summaryCharacters), rationale },
  };
}
