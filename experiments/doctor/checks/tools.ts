import { z } from "zod";
import { replyCondition } from "../../../models/chat.js";
import { readJsonReply } from "../../../models/json-reply.js";
import { type Finding, notTried, ok, warning, wrong } from "../finding.js";
import { setting } from "../places.js";
import { receiptRequest, tool, toolReceipt, toolRequest, toolValue } from "../probes.js";
import type { SeatNeeds } from "../seat-needs.js";
import type { Trial } from "../trial.js";

const toolArguments = z.object({ colour: z.string() });

/** Whether tool calls come back well-formed, and what a tool returned is taken and read. */
export async function checkTools(trial: Trial, { tools }: Pick<SeatNeeds, "tools">): Promise<Finding> {
  if (tools === "no") return notTried("tools", "these seats have no tools");
  const bad = (found: string, advice = serverAdvice): Finding =>
    tools === "now"
      ? wrong("tools", found, advice)
      : warning("tools", found, `the harness uses no tools now, an edited one may: ${advice}`);
  const called = await trial.ask(toolRequest);
  if (!called.ok) return bad(`a request with tools fails: ${called.said}`);
  const { reply } = called.completion;
  const [call] = reply.toolCalls;
  if (call === undefined) {
    return replyCondition(reply) === "truncated"
      ? bad("its reply was cut off before a tool call", `give it more room in ${setting("max_tokens")}`)
      : bad("told to call a tool, it replies without a tool call");
  }
  if (call.name !== tool.name) return bad(`it calls a tool ${call.name} that there is not`);
  const read = readJsonReply(call.arguments, toolArguments);
  if (!read.ok) return bad("the arguments of its tool call are not the JSON object that was asked for");
  const returned = await trial.ask(receiptRequest(call));
  if (!returned.ok) return bad(`a request with a tool's result fails: ${returned.said}`);
  if (read.value.colour !== toolValue || !returned.completion.reply.text.includes(toolReceipt)) {
    return warning(
      "tools",
      "tool calls work, but the model did not do with them as it was told",
      `a model this weak may direct badly: consider setting ${setting("model")} to another`,
    );
  }
  return ok("tools", "tool calls come back well-formed, and results are read");
}

const serverAdvice =
  "have the server parse tool calls (vLLM: --enable-auto-tool-choice --tool-call-parser NAME), " +
  `or set ${setting("model")} to a model with tools`;
