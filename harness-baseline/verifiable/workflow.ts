import type { Host } from "autodata/harness";
import { challenge } from "./lib/challenge.js";
import { feedbackText } from "./lib/feedback.js";
import { anglesOf, examplesIn } from "./lib/grounding.js";
import { measure } from "./lib/measure.js";
import { choose } from "./lib/screen.js";

/** The loop in code: challengers from several angles side by side, a choice among their questions, one test of it. */
export default async function workflow(host: Host): Promise<void> {
  const angles = anglesOf(host.prompt("angles"));
  const examples = examplesIn(host.document.text);
  const failed: string[] = [];
  const turns = angles.length === 0 ? 0 : Math.floor(host.rounds / angles.length);
  for (let turn = 0; turn < turns; turn++) {
    const feedback = feedbackText(failed);
    const drafts = await Promise.all(angles.map((angle) => challenge(host, { angle, examples, feedback })));
    for (const draft of drafts) if (draft.refusal !== "") failed.push(draft.refusal);
    const chosen = await choose(host, drafts);
    if (chosen === undefined) continue;
    const failure = await measure(host, chosen);
    if (failure === "") return;
    failed.push(failure);
  }
}
