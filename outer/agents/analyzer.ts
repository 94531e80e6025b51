import { z } from "zod";
import type { Model } from "../../models/model.js";
import type { DecisionBody } from "../decisions.js";
import type { PastIteration } from "../render/history-text.js";
import type { NamedTrajectory } from "../render/trajectory-line.js";
import { analyzerRequest, analyzerSystem } from "./analyzer-prompt.js";
import { analyzerTools } from "./analyzer-tools.js";
import { type AgentResult, runAgent } from "./tool-loop.js";

export interface AnalyzerAssignment {
  readonly iteration: number;
  /** Training episodes of one candidate; at least one. */
  readonly trajectories: readonly NamedTrajectory[];
  /** The earlier iterations that this one may know of. */
  readonly past: readonly PastIteration[];
}

export const analyzerTurns = 30;

const reportSchema = z
  .object({
    summary: z.string().trim().min(1),
    root_causes: z.array(
      z.object({
        cause: z.string(),
        evidence: z.string(),
        rounds_lost: z.number().nonnegative(),
        remedy: z.string(),
      }),
    ),
  })
  .transform(
    ({ summary, root_causes }): DecisionBody<"analysis"> => ({
      summary,
      rootCauses: root_causes.map(({ rounds_lost, ...cause }) => ({ ...cause, roundsLost: rounds_lost })),
    }),
  );

/**
 * Reads complete training trajectories and reports why rounds were lost (paper, section 5, step 3). Rejects only
 * as Model.complete does. @throws Error when there is no trajectory, or one that is not of a training document:
 * what the search is measured on must not reach the agents that steer it.
 */
export async function analyze(
  model: Model,
  assignment: AnalyzerAssignment,
  signal?: AbortSignal,
): Promise<AgentResult<DecisionBody<"analysis">>> {
  const { iteration, trajectories, past } = assignment;
  const observations = trajectories.map(({ trajectory }) => trajectory.observation);
  const [first] = observations;
  if (first === undefined) throw new Error("the analyzer needs at least one trajectory");
  const foreign = observations.find(({ split }) => split !== "train");
  if (foreign !== undefined) throw new Error(`a ${foreign.split} trajectory was given to the analyzer`);
  const job = {
    seat: "analyzer",
    iteration,
    system: analyzerSystem(analyzerTurns),
    user: analyzerRequest(
      first.candidate,
      observations.map(({ outcome }) => outcome),
    ),
    tools: analyzerTools(trajectories, past),
    reply: reportSchema,
    maxTurns: analyzerTurns,
  } as const;
  return runAgent(model, job, signal);
}
