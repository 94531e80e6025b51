import { normal, textHash, uniform } from "../../../../../models/simulated/hashing.js";
import type { Recall } from "../../../../../models/simulated/recall.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { readSection } from "../../../../../models/simulated/wire/sections.js";
import { type Chain, statementsOf } from "../chains/chain.js";
import { readChain } from "../chains/chain-text.js";
import { type Mind, mistakenFor, workedOut } from "../chains/slips.js";
import type { StatementIndex } from "../chains/statements.js";
import { constants } from "../constants.js";

const { solver } = constants;

/** Knowledge of statements, and how surely a step is taken: both follow from one skill. */
export interface Ability {
  readonly recall: Recall;
  readonly skill: number;
}

/** Recalls the statements that a question rests on, and takes its steps; each may go wrong. */
export function answerQuestion(
  statements: StatementIndex,
  ability: Ability,
  request: SimulatedRequest,
): RoleReply {
  const user = textOf(request, "user");
  const question = readSection(user, "question") ?? "";
  const sum = /^What is (\d{1,6}) \+ (\d{1,6})\?$/.exec(question.trim());
  if (sum !== null) return answered("", String(Number(sum[1]) + Number(sum[2])));
  const chain = readChain(statements, question);
  if (chain === undefined) return answered("Nothing comes to mind that would settle this.", "unknown");
  const shown = [readSection(user, "document"), readSection(user, "reasoning")]
    .join(" ")
    .replace(/\s+/g, " ");
  const mind = mindOf(ability, request, { question, shown });
  const recalled = statementsOf(chain).map((one) => `The ${one.subject} is ${mind.valueOf(one)}.`);
  return answered(recalled.join(" "), inOwnNotation(workedOut(chain, mind), mind.whim, chain));
}

function mindOf(
  { recall, skill }: Ability,
  { model, seed }: SimulatedRequest,
  { question, shown }: { readonly question: string; readonly shown: string },
): Mind {
  const whim = textHash(`${model} ${seed} ${question}`);
  const slip = solver.slip * (1 - skill) + solver.slipSpread * normal("slips", model, question);
  return {
    valueOf: ({ fact, value }) =>
      shown.includes(fact.text) ||
      uniform("know", whim, fact.hash) < recall.chanceOfSaying(fact, { model, skill })
        ? value
        : mistakenFor(value, textHash(`${whim} ${fact.hash}`)),
    slipsIn: (step) => uniform("step", step, whim) < slip,
    whim,
  };
}

/** The same answer as another writer might put it. */
function inOwnNotation(answer: string, whim: number, { first }: Chain): string {
  if (uniform("notation", whim) >= solver.otherNotation) return answer;
  if (first.statement.letters === null) return answer.replace(/^the /, "");
  const ways = [
    `$${answer}$`,
    answer.replace(/\*/g, " \\cdot ").replace(/\bpi\b/g, "\\pi"),
    answer.replace(/\^(\w)\b/g, "**$1"),
  ];
  return ways[Math.floor(uniform("way", whim) * ways.length)] ?? answer;
}

function answered(work: string, answer: string): RoleReply {
  return { text: `${work}\nANSWER: ${answer}`.trim() };
}
