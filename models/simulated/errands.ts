import { type SimulatedRequest, textOf } from "./wire/request.js";
import type { RoleReply } from "./wire/response.js";

/** How a system message begins that asks for no work: somebody tries the connection. */
const trial = /^This is a trial of a connection/m;

/**
 * What every model does when it is told plainly and there is nothing to know: repeats a word or an object, counts,
 * calls a tool, finds a word in a long text. Undefined for a request that is no trial.
 */
export function runErrand(request: SimulatedRequest): RoleReply | undefined {
  if (!trial.test(textOf(request, "system"))) return undefined;
  const returned = request.messages.at(-1);
  if (returned?.role === "tool") return { text: returned.content };
  const told = textOf(request, "user");
  return toolCalled(request, told) ?? { text: said(request, told) };
}

function said({ wantsJson }: SimulatedRequest, told: string): string {
  const last = Number(/Count from 1 to (\d+)/.exec(told)?.[1] ?? 0);
  if (last > 0) return Array.from({ length: last }, (_, index) => index + 1).join(" ");
  const repeated = /Reply with this (?:word|JSON object) and nothing else: (.+)$/m.exec(told)?.[1];
  if (repeated !== undefined) return repeated;
  if (/Which word was given/.test(told)) {
    return /The word is (\w+)\./.exec(told)?.[1] ?? "No word was given.";
  }
  const sentence = "Grass is green.";
  return wantsJson ? JSON.stringify({ answer: sentence }) : sentence;
}

function toolCalled({ toolNames }: SimulatedRequest, told: string): RoleReply | undefined {
  const [, name = "", argument = "", value = ""] =
    /Call the tool (\w+) with (\w+) set to "([^"]*)"/.exec(told) ?? [];
  return toolNames.includes(name)
    ? { text: "", toolCalls: [{ name, arguments: { [argument]: value } }] }
    : undefined;
}
