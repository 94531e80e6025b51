import { formReply } from "../../../../../models/simulated/drafts/form.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { readDocument } from "../../../../../models/simulated/wire/sections.js";
import { sourceOf } from "../roles/extractor.js";
import { askAbout } from "./question.js";
import { capabilities, writeRubric } from "./rubric.js";
import { understand } from "./task.js";

/** Writes one question with its rubric from the document in the request, in the manner its prompt brings about. */
export function writeExample(index: CorpusIndex, request: SimulatedRequest): RoleReply {
  const task = understand(index, request);
  const written = writeRubric(index, task);
  if (written === null) return { text: "The document says too little to write a question from it." };
  const draft = {
    scratchpad: `${written.asked.length} points on which the matter turns.`,
    ...(asksForSource(request) && { source: sourceOf(index, shownDocument(request)) }),
    target_capabilities: {
      primary_focus: capabilities.primary,
      secondary_focus: capabilities.secondary,
      rewards_summary: "Applying each rule to the client's facts and drawing the conclusion.",
      penalises_summary: "Resting on a point that does not decide the matter.",
    },
    question: askAbout(index, task, written.asked),
    rubric: written.rubric,
  };
  return { text: formReply(draft, task.manner.malformed, task.temper) };
}

/** A form that has the writer fill in the source as well, where no extract is given. */
function asksForSource(request: SimulatedRequest): boolean {
  return /"source"/.test(textOf(request, "system"));
}

function shownDocument(request: SimulatedRequest) {
  const user = textOf(request, "user");
  return readDocument(user) ?? { title: "", text: user };
}
