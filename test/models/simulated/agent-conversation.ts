import type { SimulatedModels } from "../../../models/simulated/simulated-models.js";

type Arguments = Readonly<Record<string, string>>;
export type Tools = Readonly<Record<string, (args: Arguments) => string | Promise<string>>>;

export interface Transcript {
  /** Calls in order, as name and arguments. */
  readonly calls: readonly { readonly name: string; readonly args: Arguments }[];
  /** The reply that called no tool. */
  readonly final: string;
}

interface Reply {
  content: string | null;
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
}

/** Plays a conversation with tools to its final reply. @throws Error after 30 turns without one. */
export async function converse(
  models: SimulatedModels,
  seat: string,
  user: string,
  tools: Tools,
  seed: number,
): Promise<Transcript> {
  const messages: object[] = [
    { role: "system", content: "Do your work." },
    { role: "user", content: user },
  ];
  const calls: { name: string; args: Arguments }[] = [];
  const offered = Object.keys(tools).map((name) => ({ type: "function", function: { name } }));
  for (let turn = 0; turn < 30; turn++) {
    const body = { model: `simulated-${seat}`, seed: seed * 100 + turn, messages, tools: offered };
    const reply = (models.respond(body).body as { choices: [{ message: Reply }] }).choices[0].message;
    messages.push({ role: "assistant", ...reply });
    if (reply.tool_calls === undefined) return { calls, final: reply.content ?? "" };
    for (const { id, function: called } of reply.tool_calls) {
      const args: Arguments = JSON.parse(called.arguments);
      calls.push({ name: called.name, args });
      const content = (await tools[called.name]?.(args)) ?? `ERROR: there is no tool ${called.name}`;
      messages.push({ role: "tool", tool_call_id: id, content });
    }
  }
  throw new Error("the conversation does not end");
}
