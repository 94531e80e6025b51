import type { z } from "zod";
import { type ChatReply, type ReplyCondition, replyCondition, type ToolCall } from "../../models/chat.js";
import { readJsonReply } from "../../models/json-reply.js";
import type { Model } from "../../models/model.js";
import { type MoreOutput, moreOutput } from "../../models/more-output.js";
import type { AgentTool } from "./agent-tool.js";
import { Conversation } from "./conversation.js";

/** One job for an agent of the outer loop: a conversation with tools that ends in one JSON reply. */
export interface AgentJob<T> {
  readonly seat: "analyzer" | "implementer";
  readonly iteration: number;
  readonly system: string;
  readonly user: string;
  readonly tools: readonly AgentTool[];
  /** The form of the final reply. */
  readonly reply: z.ZodType<T>;
  /** Replies the model may give, the final one included; one more repairs a final reply that does not fit. */
  readonly maxTurns: number;
}

export type AgentResult<T> =
  | { readonly ok: true; readonly value: T }
  /** One sentence: why there is no usable reply. It says something about the agent, not about a candidate. */
  | { readonly ok: false; readonly problem: string };

/**
 * Runs the conversation to its final reply. On the last turn the model is told to answer; a final reply that does
 * not fit gets one repair turn. Rejects only as Model.complete does, or with a tool's bug.
 */
export async function runAgent<T>(
  model: Model,
  job: AgentJob<T>,
  signal?: AbortSignal,
): Promise<AgentResult<T>> {
  const conversation = new Conversation(job.system, job.user);
  let repaired = false;
  for (let turn = 0; ; turn++) {
    if (turn > 0 && turn === job.maxTurns - 1) conversation.say(lastTurnText);
    const asked = await askOnce(model, job, conversation, turn, signal);
    if (!asked.ok) return asked;
    const { toolCalls, text } = asked.value;
    conversation.hear(asked.value);
    const working = toolCalls.length > 0 && turn < job.maxTurns - 1;
    for (const call of toolCalls) {
      conversation.answer(call.id, working ? await runTool(job.tools, call) : "Not carried out.");
    }
    if (working) continue;
    const reading = toolCalls.length > 0 ? noReply : readJsonReply(text, job.reply);
    if (reading.ok) return reading;
    if (repaired) return { ok: false, problem: `the ${job.seat} gave no final reply of the required form` };
    repaired = true;
    conversation.say(`That is no final reply. ${reading.problem}`);
  }
}

const lastTurnText =
  "This is your last turn: no further tool call is carried out. Give your final reply now, with what you know, in the required form.";

const noReply = {
  ok: false,
  problem: "The turns are used up. Reply with the JSON object in the required form and without a tool call.",
} as const;

async function runTool(tools: readonly AgentTool[], call: ToolCall): Promise<string> {
  const tool = tools.find(({ definition }) => definition.name === call.name);
  if (tool !== undefined) return tool.run(call.arguments);
  const names = tools.map(({ definition }) => definition.name).join(", ");
  return `ERROR: there is no tool named ${call.name}; there are ${names}`;
}

/** One turn; a reply that is cut off or empty is asked for once more, with twice the output budget. */
async function askOnce<T>(
  model: Model,
  job: AgentJob<T>,
  conversation: Conversation,
  turn: number,
  signal: AbortSignal | undefined,
): Promise<AgentResult<ChatReply>> {
  const request = { messages: conversation.messages, tools: job.tools.map(({ definition }) => definition) };
  let condition: ReplyCondition = "usable";
  let more: MoreOutput = {};
  for (let retry = 0; retry < 2; retry++) {
    const key = {
      scope: "iteration",
      iteration: job.iteration,
      seat: job.seat,
      ordinal: turn,
      retry,
    } as const;
    const completion = await model.complete({ key, request, ...more }, signal);
    condition = replyCondition(completion.reply);
    if (condition === "usable") return { ok: true, value: completion.reply };
    if (condition !== "truncated" && condition !== "empty") break;
    more = moreOutput(completion, 2);
  }
  return { ok: false, problem: `the ${job.seat}'s reply ${conditionText[condition]} (turn ${turn + 1})` };
}

const conditionText: Readonly<Record<ReplyCondition, string>> = {
  usable: "is usable",
  truncated: "stayed cut off at the output limit",
  empty: "stayed empty",
  filtered: "was withheld by the endpoint's content filter",
  over_context: "was impossible: the conversation does not fit the model's context",
};
