import { markByCoverage } from "../../../../../models/simulated/coverage-judge.js";
import { textHash } from "../../../../../models/simulated/hashing.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { readDocument, readSection } from "../../../../../models/simulated/wire/sections.js";
import { constants } from "../constants.js";
import { judgePacket } from "./loop-judge.js";
import { seemsSuitable } from "./suitability.js";

/** The judge, by what it is shown: a packet to review, criteria to mark, or a document to find a rule in. */
export function judge(index: CorpusIndex, request: SimulatedRequest): RoleReply {
  const user = textOf(request, "user");
  const packet = readSection(user, "packet");
  if (packet !== undefined) return { text: JSON.stringify(judgePacket(packet)) };
  const criteria = readSection(user, "criteria");
  if (criteria === undefined) return { text: JSON.stringify(suitabilityOf(request.model, user)) };
  const response = readSection(user, "response") ?? "";
  const marks = markByCoverage(index, {
    response,
    question: readSection(user, "question") ?? "",
    criteria,
    whim: textHash(`${request.model} ${request.seed} ${response}`),
  });
  return { text: JSON.stringify({ marks }) };
}

function suitabilityOf(model: string, user: string) {
  const text = readDocument(user)?.text ?? user;
  return seemsSuitable(text, model, constants.suitability.reasoningInDoubt)
    ? { principle: "The text gives a rule with its reasons.", ground: "none", verdict: "SUITABLE" }
    : { principle: "", ground: "procedural_order", verdict: "UNSUITABLE" };
}
