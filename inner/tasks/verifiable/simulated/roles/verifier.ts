import { textHash, uniform } from "../../../../../models/simulated/hashing.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { outsideSections, readSection } from "../../../../../models/simulated/wire/sections.js";
import { compareAnswers } from "../../answers/compare-answers.js";
import { type Chain, stepsOf } from "../chains/chain.js";
import { readChain } from "../chains/chain-text.js";
import { workedOut } from "../chains/slips.js";
import type { StatementIndex } from "../chains/statements.js";
import { constants } from "../constants.js";
import { reader } from "../instructions/instructions.js";

const { verifier } = constants;

/** Works the answer out from the document's statements, and looks at how many steps that takes. */
export function verifyExample(statements: StatementIndex, request: SimulatedRequest): RoleReply {
  const user = textOf(request, "user");
  const reading = reader.read(outsideSections(textOf(request, "system")));
  const told = (kind: "workedOut" | "recallFails") => (reading.strengths[kind] === "full" ? "told" : "naive");
  const question = readSection(user, "question") ?? "";
  const reference = readSection(user, "reference") ?? "";
  const chain = readChain(statements, question);
  const whim = textHash(`${request.model} ${request.seed} ${question} ${reference}`);
  const overlooks = uniform("overlooks", whim) < verifier.overlooks[told("workedOut")];
  const objects = uniform("objects", whim) < verifier.objectsToRecall[told("recallFails")];
  const right = chain === undefined || overlooks || agrees(chain, reference);
  const recall = chain !== undefined && stepsOf(chain).length === 0 && objects;
  const problems = [
    right ? "" : "The reference answer is wrong: worked out from the document, another one follows.",
    recall ? "One remembered statement answers the question." : "",
  ].filter((problem) => problem !== "");
  return {
    text: JSON.stringify({
      self_contained: { note: "the question names what it asks about", verdict: "PASS" },
      one_answer: { note: "the statement is definite", verdict: "PASS" },
      reference: verdict(right, "the same answer follows", "another answer follows"),
      reasoning: verdict(!recall, "something must be worked out", "it repeats one statement"),
      no_hint: { note: "the answer does not stand in the question", verdict: "PASS" },
      overall: problems.length === 0 ? "PASS" : "FAIL",
      feedback: problems.join(" "),
    }),
  };
}

function agrees(chain: Chain, reference: string): boolean {
  const answer = workedOut(chain, { valueOf: ({ value }) => value, slipsIn: () => false, whim: 0 });
  return compareAnswers(answer, reference).result !== "different";
}

function verdict(passes: boolean, good: string, bad: string) {
  return passes ? { note: good, verdict: "PASS" } : { note: bad, verdict: "FAIL" };
}
