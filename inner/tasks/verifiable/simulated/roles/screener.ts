import { follows } from "../../../../../models/simulated/compliance.js";
import { repairDraft } from "../../../../../models/simulated/drafts/repair.js";
import { textHash } from "../../../../../models/simulated/hashing.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { outsideSections, readSection } from "../../../../../models/simulated/wire/sections.js";
import { stepsOf } from "../chains/chain.js";
import { readChain } from "../chains/chain-text.js";
import type { StatementIndex } from "../chains/statements.js";
import { reader } from "../instructions/instructions.js";

interface Item {
  readonly number: number;
  readonly question: string;
}

/** Chooses one of several questions, or repairs a draft if it is given one. */
export function screen(statements: StatementIndex, request: SimulatedRequest): RoleReply {
  const user = textOf(request, "user");
  const draft = readSection(user, "draft");
  if (draft !== undefined) return { text: repairDraft(draft) };
  const items = readItems(readSection(user, "items") ?? "");
  const reading = reader.read(outsideSections(textOf(request, "system")), outsideSections(user));
  const temper = {
    model: request.model,
    document: textHash(user),
    whim: textHash(`${request.seed} ${user}`),
  };
  const wantsSteps = follows(temper, reading, "derived");
  const rank = ({ question }: Item) => (wantsSteps ? -stepsIn(statements, question) : question.length);
  const [best] = items.toSorted((one, other) => rank(one) - rank(other));
  const reason = wantsSteps ? "it takes the most steps" : "it is the clearest";
  return { text: JSON.stringify({ reason, choice: best?.number ?? 1 }) };
}

function stepsIn(statements: StatementIndex, question: string): number {
  const chain = readChain(statements, question);
  return chain === undefined ? 0 : stepsOf(chain).length;
}

/** Entries such as "2. What is ...?", each with lines about it. */
function readItems(text: string): Item[] {
  return [...text.matchAll(/^(\d+)\.\s+(.*)$/gm)].map(([, number, question = ""]) => ({
    number: Number(number),
    question,
  }));
}
