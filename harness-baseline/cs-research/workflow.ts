import type { ChatMessage, Host } from "autodata/harness";
import { createDirector } from "./lib/director.js";
import { tools } from "./lib/tools.js";

const remindersAllowed = 2;

/** The main agent, a model with tools, directs the rounds; this code only carries its calls out. */
export default async function workflow(host: Host): Promise<void> {
  const director = createDirector(host);
  const messages: ChatMessage[] = [
    { role: "system", content: host.prompt("main-agent") },
    {
      role: "user",
      content: `Make one training example from the document "${host.document.title}". You have ${host.rounds} rounds.`,
    },
  ];
  let reminders = 0;
  for (;;) {
    const reply = await host.chat("main", { messages, tools });
    messages.push({ role: "assistant", content: reply.text, toolCalls: reply.toolCalls });
    if (reply.toolCalls.length === 0) {
      if (reminders === remindersAllowed) return;
      reminders += 1;
      messages.push({ role: "user", content: "Go on with a tool call, or call finish." });
    }
    for (const call of reply.toolCalls) {
      if (call.name === "finish") return;
      messages.push({ role: "tool", toolCallId: call.id, content: await director.run(call) });
    }
  }
}
