import { formReply, textFaults } from "../../../../../models/simulated/drafts/form.js";
import { choose, uniform } from "../../../../../models/simulated/hashing.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import type { SimulatedRequest } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { type Chain, stepsOf } from "../chains/chain.js";
import { questionOf, reasoningOf } from "../chains/chain-text.js";
import { workedOut } from "../chains/slips.js";
import { composeChain } from "./compose.js";
import { type ChallengerTask, understand } from "./task.js";

/** Writes a question with its reference answer from the document's statements. */
export function writeExample(index: CorpusIndex, request: SimulatedRequest): RoleReply {
  const task = understand(index, request);
  const chain = composeChain(index, task);
  if (chain === undefined) return { text: "The document states nothing that could be asked for." };
  return { text: formReply(draftOf(task, chain), task.manner.malformed, task.temper, textFaults) };
}

function draftOf(task: ChallengerTask, chain: Chain): Readonly<Record<string, unknown>> {
  const { manner, temper, title } = task;
  const answer = workedOut(chain, {
    valueOf: ({ value }) => value,
    slipsIn: (step) => uniform("slip", step, temper.whim) < manner.slip,
    whim: temper.whim,
  });
  const asked = { question: questionOf(chain), answer };
  const posed = manner.formless ? formless(task, asked) : asked;
  return {
    scratchpad: `${stepsOf(chain).length + 1} steps`,
    topic: title,
    ...posed,
    ...(manner.short ? {} : { reasoning: reasoningOf(chain, posed.answer) }),
    object_type: chain.first.statement.letters === null ? "named object" : "expression",
  };
}

/** A question or an answer in a form that cannot be checked. */
function formless(
  { statements, temper }: ChallengerTask,
  { question, answer }: { readonly question: string; readonly answer: string },
) {
  const other = choose(statements, "other", temper.whim);
  return choose(
    [
      { question: `${question} And what is the ${other.subject}?`, answer },
      { question, answer: `approximately ${answer}` },
      {
        question: `${question.slice(0, -1)} and also the ${other.subject}?`,
        answer: `${answer}, ${other.value}`,
      },
    ],
    "formless",
    temper.whim,
  );
}
