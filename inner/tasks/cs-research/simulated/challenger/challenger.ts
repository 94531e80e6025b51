import { formReply } from "../../../../../models/simulated/drafts/form.js";
import { uniform } from "../../../../../models/simulated/hashing.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import type { Fact } from "../../../../../models/simulated/text/facts.js";
import type { SimulatedRequest } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { constants } from "../constants.js";
import { type Pick, pickFacts, sceneFacts } from "./picks.js";
import { askAbout } from "./question.js";
import { writeRubric } from "./rubric.js";
import { type ChallengerTask, understand } from "./task.js";

const { challenger } = constants;
const skills = ["causal reasoning", "trade-off analysis", "multi-step inference"];

/** Writes one example from the document in the request, in the manner its prompt brings about. */
export function writeExample(index: CorpusIndex, request: SimulatedRequest): RoleReply {
  const task = understand(index, request);
  const picks = pickFacts(index, task);
  if (picks.length === 0) return { text: "The document is too short to write a question from it." };
  const { type, question } = askAbout(index, task, picks);
  const draft = {
    scratchpad: `${picks.length} points to ask about; surface questions would stop at the first of them.`,
    question_type: type,
    reasoning_skills: skills,
    context: writeContext(index, task, picks),
    question,
    reference_answer: picks.map((pick) => pick.fact.text).join(" "),
    rubric: writeRubric(task, picks),
  };
  return { text: formReply(draft, task.manner.malformed, task.temper) };
}

/** General sentences that set the scene, and those asked facts that slip in. */
function writeContext(index: CorpusIndex, task: ChallengerTask, picks: readonly Pick[]): string {
  const given = picks.filter((pick) => isGivenAway(task, pick)).map((pick) => pick.fact);
  const sentences: Fact[] = [...sceneFacts(index, task, picks), ...given];
  return sentences.map((fact) => fact.text).join(" ");
}

function isGivenAway({ temper, manner }: ChallengerTask, { fact }: Pick): boolean {
  const asUsual = uniform("leak habit", temper.whim, fact.hash) < challenger.pickHabit;
  return uniform("leak", asUsual ? temper.document : temper.whim, fact.hash) < manner.leak;
}
