import { constants as kit } from "../../../../../models/simulated/constants.js";
import { textHash, uniform } from "../../../../../models/simulated/hashing.js";
import type { Recall } from "../../../../../models/simulated/recall.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import { termsOf } from "../../../../../models/simulated/text/terms.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { readSection } from "../../../../../models/simulated/wire/sections.js";
import { constants } from "../constants.js";
import { gistOf } from "../gist.js";

const { solver } = constants;

/**
 * Advises from what the model knows of the law that the question brings to mind: points in full, or only their gist. The
 * more of a point one aspect of the question gives, the more easily the point is reached.
 */
export function adviseClient(
  index: CorpusIndex,
  recall: Recall,
  request: SimulatedRequest,
  skill: number,
): RoleReply {
  const user = textOf(request, "user");
  const question = readSection(user, "question") ?? user;
  const { model, seed } = request;
  const whim = textHash(`${model} ${seed} ${question}`);
  const aspects = question
    .split(/[;:?,.]/)
    .map((aspect) => new Set(termsOf(aspect).map((term) => term.stem)));
  const said = recall
    .recollect("", question)
    .facts.slice(0, kit.recall.perAnswer)
    .flatMap((fact) => {
      const given = Math.max(...aspects.map((aspect) => index.coverage([...fact.stems], aspect)));
      const aided = skill + solver.aid * given;
      const draw = uniform("say", whim, fact.hash);
      if (draw < recall.chanceOfSaying(fact, { model, skill: aided })) return [fact.text];
      const inGist = recall.chanceOfSaying(fact, { model, skill: aided + solver.gist });
      return draw < inGist ? [gistOf(index, fact)] : [];
    });
  if (said.length === 0)
    return { text: "The matter cannot be judged from what you tell me; ask a lawyer nearby." };
  return { text: said.join(" ") };
}
