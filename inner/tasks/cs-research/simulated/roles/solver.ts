import { textHash } from "../../../../../models/simulated/hashing.js";
import type { Recall } from "../../../../../models/simulated/recall.js";
import { heldBack, holdsBack } from "../../../../../models/simulated/suggestible.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { readSection } from "../../../../../models/simulated/wire/sections.js";

/**
 * Answers a question from what the model knows of the document it recognises and from the context. The model
 * never sees the document. What its material tells it to do, it does more or less readily.
 */
export function answerQuestion(
  recall: Recall,
  request: SimulatedRequest,
  { skill, weak }: { readonly skill: number; readonly weak: boolean },
): RoleReply {
  const user = textOf(request, "user");
  const context = readSection(user, "context") ?? "";
  const question = readSection(user, "question") ?? user;
  const { model, seed } = request;
  const whim = textHash(`${model} ${seed} ${context} ${question}`);
  const sentences = recall.say(recall.recollect(context, question), { model, skill, whim });
  if (sentences.length === 0) return { text: "I cannot derive this from the setting that is described." };
  const said = holdsBack(`${context}\n${question}`, { model, weak, whim }) ? heldBack(sentences) : sentences;
  return { text: said.join(" ") };
}
