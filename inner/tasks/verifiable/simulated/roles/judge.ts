import { textHash, uniform } from "../../../../../models/simulated/hashing.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { readSection } from "../../../../../models/simulated/wire/sections.js";
import { compareAnswers } from "../../answers/compare-answers.js";
import { constants } from "../constants.js";

const { judge } = constants;

/** Compares an answer with the reference, and is now and then mistaken in either direction. */
export function judgeAnswer(request: SimulatedRequest): RoleReply {
  const user = textOf(request, "user");
  const reference = readSection(user, "reference") ?? "";
  const answer = readSection(user, "answer") ?? "";
  const luck = uniform("judge", textHash(`${request.model} ${request.seed} ${reference} ${answer}`));
  const equal = sameText(reference, answer)
    ? true
    : compareAnswers(answer, reference).result === "equal"
      ? luck >= judge.blind
      : luck < judge.lenient;
  const reason = equal ? "both are the same object" : "the two are not the same object";
  return { text: JSON.stringify({ reason, equal }) };
}

function sameText(one: string, other: string): boolean {
  const folded = (text: string) =>
    text
      .toLowerCase()
      .replace(/^the /, "")
      .replace(/[\s.$]+/g, "");
  return folded(one) === folded(other);
}
