import { markByCoverage } from "../../../../../models/simulated/coverage-judge.js";
import { textHash } from "../../../../../models/simulated/hashing.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { readSection } from "../../../../../models/simulated/wire/sections.js";

/** Marks every criterion by how well single sentences of the response cover its terms. */
export function judgeResponse(index: CorpusIndex, request: SimulatedRequest): RoleReply {
  const user = textOf(request, "user");
  const response = readSection(user, "response") ?? "";
  const marks = markByCoverage(index, {
    response,
    question: readSection(user, "question") ?? "",
    criteria: readSection(user, "criteria") ?? "",
    whim: textHash(`${request.model} ${request.seed} ${response}`),
  });
  return { text: JSON.stringify({ marks }) };
}
