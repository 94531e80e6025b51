import { z } from "zod";
import { historyText, type PastIteration } from "../render/history-text.js";
import { type NamedTrajectory, trajectoryLine } from "../render/trajectory-line.js";
import { trajectoryText } from "../render/trajectory-text.js";
import { type AgentTool, agentTool, ToolError } from "./agent-tool.js";

const roundNumber = z
  .number()
  .refine((value) => Number.isInteger(value) && value >= 1, "must be a whole number from 1");

/** What the analyzer may look at: the trajectories it was given, and the log of earlier iterations. */
export function analyzerTools(
  trajectories: readonly NamedTrajectory[],
  past: readonly PastIteration[],
): AgentTool[] {
  return [
    agentTool(
      "list_trajectories",
      "Lists the episodes, one line each: name, document title, outcome, rounds, and how drafts and examples failed.",
      z.strictObject({}),
      () => trajectories.map(trajectoryLine).join("\n"),
    ),
    agentTool(
      "read_trajectory",
      "Reads one episode round by round. Long answers are cut; a round that is read alone is shown nearly whole.",
      z.strictObject({
        id: z.string().describe("Name of the episode, such as T3."),
        from_round: roundNumber.optional().describe("First round to show; round 1 when absent."),
        to_round: roundNumber.optional().describe("Last round to show; the last one when absent."),
      }),
      ({ id, from_round, to_round }) =>
        trajectoryText(find(trajectories, id).trajectory, { fromRound: from_round, toRound: to_round }),
    ),
    agentTool(
      "read_history",
      "Reads the log of earlier iterations, newest last: outcome, candidate and parent, validation counts, what was changed.",
      z.strictObject({}),
      () => historyText(past),
    ),
  ];
}

function find(trajectories: readonly NamedTrajectory[], name: string): NamedTrajectory {
  const found = trajectories.find((one) => one.name === name.trim());
  if (found !== undefined) return found;
  throw new ToolError(
    `there is no episode ${name}; there are ${trajectories.map((one) => one.name).join(", ")}`,
  );
}
