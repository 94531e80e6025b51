import type { Host } from "autodata/harness";
import type { Proposed } from "./challenge.js";
import { section } from "./text.js";

/** The question that is worth a test, chosen by the main model among those that were taken. */
export async function choose(host: Host, drafts: Proposed[]): Promise<Proposed | undefined> {
  const taken = drafts.filter((draft) => draft.example !== "");
  if (taken.length < 2) return taken[0];
  const items = taken.map(({ question, answer }, index) => `${index + 1}. ${question}\n   Answer: ${answer}`);
  const reply = await host.chat("main", {
    messages: [
      { role: "system", content: host.prompt("screening") },
      { role: "user", content: `${section("items", items.join("\n"))}\n\nChoose one, in JSON.` },
    ],
    format: "json",
  });
  return taken[choiceIn(reply.text) - 1] ?? taken[0];
}

function choiceIn(text: string): number {
  return Number(/"choice"\s*:\s*"?(\d+)/.exec(text)?.[1] ?? 1);
}
