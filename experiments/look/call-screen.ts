import pc from "picocolors";
import type { ChatMessage, ToolCall } from "../../models/chat.js";
import { count, stopwatch, usd } from "../report/numbers.js";
import { plainText } from "../report/plain-line.js";
import type { CallView } from "./call-view.js";

/** A call for people: where it stands, every message as it was sent, the reply as it came, and what it took. */
export function callScreen(call: CallView, colours: boolean): string {
  const { bold, dim } = pc.createColors(colours);
  const { number, of, key, request, completion } = call;
  const { reply } = completion;
  const section = (title: string, text: string) => `${bold(title)}\n${plainText(text)}`;
  return [
    `${bold(`Call ${count(number)} of ${count(of)}`)}\n${dim(facts(call))}`,
    ...request.messages.map((message, index) =>
      section(
        `── sent, message ${index + 1} of ${request.messages.length}: ${message.role}`,
        messageText(message),
      ),
    ),
    ...(request.tools.length === 0
      ? []
      : [section("── tools offered", JSON.stringify(request.tools, null, 2))]),
    ...(request.schema === undefined
      ? []
      : [section("── form asked for", JSON.stringify(request.schema, null, 2))]),
    ...(reply.reasoning === null ? [] : [section("── reasoning that came with the reply", reply.reasoning)]),
    section(`── received (${reply.finish})`, [reply.text, ...reply.toolCalls.map(toolCallText)].join("\n")),
    dim(`key ${key}`),
  ].join("\n\n");
}

function messageText(message: ChatMessage): string {
  if (message.role === "tool") return `(answers ${message.toolCallId})\n${message.content}`;
  if (message.role !== "assistant") return message.content;
  return [message.content, ...(message.toolCalls ?? []).map(toolCallText)]
    .filter((text) => text !== "")
    .join("\n");
}

const toolCallText = ({ id, name, arguments: text }: ToolCall) => `calls ${name} (${id}) with ${text}`;

function facts({ request, completion }: CallView): string {
  const { usage, provenance } = completion;
  const known = (value: number | null) => (value === null ? "?" : count(value));
  const settings = Object.entries({ ...request.sampling, ...request.extraBody, seed: request.seed });
  const dropped = provenance.droppedParameters;
  return [
    `model ${request.model}, answered by ${provenance.answeredBy ?? "(not said)"} at ${provenance.baseUrl}`,
    `format ${request.format} · ${settings.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(", ")}`,
    ...(dropped.length === 0 ? [] : [`the endpoint refused and was not sent: ${dropped.join(", ")}`]),
    `${known(usage.inputTokens)} tokens in, ${known(usage.outputTokens)} out · ${usd(usage.costUsd)} · ` +
      `${stopwatch(provenance.durationMs)} from ${new Date(provenance.startedAt).toISOString()}` +
      (provenance.retries === 0 ? "" : ` · ${provenance.retries} repeated tries`),
  ].join("\n");
}
