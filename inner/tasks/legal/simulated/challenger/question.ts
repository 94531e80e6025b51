import { choose } from "../../../../../models/simulated/hashing.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import type { Fact } from "../../../../../models/simulated/text/facts.js";
import { constants } from "../constants.js";
import { byRarity } from "../gist.js";
import { retoldFacts } from "./picks.js";
import type { ChallengerTask } from "./task.js";

const { challenger } = constants;

const clients = [
  "I need advice on a matter of my own and have to decide soon.",
  "My firm has a matter on which I would like your advice this week.",
  "We are in a difficulty and I would be glad of your advice.",
];

const links: readonly (readonly [string, string])[] = [
  ["with", "under"],
  ["through", "given"],
  ["against", "for"],
];

/** The client's message: an opening, what is retold of the document, and an aspect for every fact that is asked about. */
export function askAbout(index: CorpusIndex, task: ChallengerTask, asked: readonly Fact[]): string {
  const retold = retoldFacts(index, task).map((fact) => fact.text);
  const aspects = asked.map((fact) => aspectOf(index, task, fact));
  return [openingOf(task), ...retold, `Where do I stand: ${aspects.join("; ")}?`].join(" ");
}

function openingOf({ manner, temper, title }: ChallengerTask): string {
  const client = choose(clients, "client", temper.whim);
  if (manner.opening === "case") return `In the case of ${title}, I am one of the parties. ${client}`;
  return manner.opening === "role" ? `You are an adviser to this client. ${client}` : client;
}

/** Names some terms of a fact in its order: its rarest, or those after them, which leaves the rarest for the answer. */
function aspectOf(index: CorpusIndex, { temper, manner }: ChallengerTask, fact: Fact): string {
  const { terms: most, after } = challenger.named[manner.given ? "given" : "naive"];
  const named = new Set(byRarity(index, fact).slice(after, after + most));
  const [first = "this", second, ...others] = fact.terms
    .filter((term) => named.has(term))
    .map((term) => term.word);
  const [near, far] = choose(links, "link", temper.whim, fact.hash);
  const beside = second === undefined ? "" : ` ${near} ${second}`;
  return `what of ${first}${beside}${others.map((word) => ` ${far} ${word}`).join("")}`;
}
