import { follows, habit, type Temper } from "../../../../models/simulated/compliance.js";
import { formReply } from "../../../../models/simulated/drafts/form.js";
import { gumbel, textHash, uniform } from "../../../../models/simulated/hashing.js";
import type { Recall } from "../../../../models/simulated/recall.js";
import type { CorpusIndex } from "../../../../models/simulated/text/corpus-index.js";
import type { Fact } from "../../../../models/simulated/text/facts.js";
import { type Term, termsOf } from "../../../../models/simulated/text/terms.js";
import { type SimulatedRequest, textOf } from "../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../models/simulated/wire/response.js";
import { outsideSections, readDocument, readSection } from "../../../../models/simulated/wire/sections.js";
import { gap } from "../example.js";
import { constants } from "./constants.js";
import { reader } from "./instructions.js";

const { challenger, judge } = constants;

/** Takes a sentence of the document and leaves out its rarest term. */
export function leaveOut(index: CorpusIndex, request: SimulatedRequest): RoleReply {
  const user = textOf(request, "user");
  const { text } = readDocument(user) ?? { text: user };
  const reading = reader.read(outsideSections(textOf(request, "system")), outsideSections(user));
  const temper: Temper = {
    model: request.model,
    document: textHash(text),
    whim: textHash(`${request.seed} ${user}`),
  };
  const target = challenger.target[follows(temper, reading, "insight") ? "insight" : "naive"];
  const appeal = (fact: Fact) =>
    -(((index.specificity(fact) - target) / challenger.width) ** 2) / 2 +
    gumbel("pick", temper.whim, fact.hash);
  const [fact] = index.factsOf(text).toSorted((one, other) => appeal(other) - appeal(one));
  const term = fact && rarestTerm(index, fact);
  if (fact === undefined || term === undefined) return { text: "The document holds no sentence for this." };
  const draft = { sentence: fact.text.replace(term.word, gap), answer: term.word };
  const faults = challenger.malformed[follows(temper, reading, "strictJson") ? "told" : "naive"];
  return { text: formReply(draft, habit(temper, "malformed") < faults, temper) };
}

/** The sentence must be one of the document's, and its term missing from the rest of it. */
export function verifySentence(request: SimulatedRequest): RoleReply {
  const user = textOf(request, "user");
  const answer = readSection(user, "answer") ?? "";
  const filled = (readSection(user, "sentence") ?? "").replace(gap, answer);
  const grounded = (readDocument(user)?.text ?? "")
    .replace(/\s+/g, " ")
    .includes(filled.replace(/\s+/g, " "));
  const feedback = grounded ? "" : "The document has no such sentence.";
  return { text: JSON.stringify({ grounded, unique: true, feedback }) };
}

/** Says the missing term if the model knows the sentence, else a term of the same document. */
export function fillIn(
  index: CorpusIndex,
  recall: Recall,
  request: SimulatedRequest,
  skill: number,
): RoleReply {
  const sentence = readSection(textOf(request, "user"), "sentence") ?? "";
  const shown = new Set(termsOf(sentence.replace(gap, " ")).map(({ stem }) => stem));
  const [fact, other] = recall
    .recollect("", sentence)
    .facts.toSorted(
      (one, two) => index.coverage([...shown], two.stems) - index.coverage([...shown], one.stems),
    );
  if (fact === undefined) return { text: "unknown" };
  const { model, seed } = request;
  const known =
    uniform("say", textHash(`${model} ${seed} ${sentence}`)) < recall.chanceOfSaying(fact, { model, skill });
  const missing = fact.terms.filter(({ stem }) => !shown.has(stem));
  const said = known ? missing[0] : other?.terms.find(({ stem }) => !shown.has(stem));
  return { text: said?.word ?? "unknown" };
}

/** Compares two terms by their stems, with a rare slip. */
export function compareTerms(request: SimulatedRequest): RoleReply {
  const user = textOf(request, "user");
  const [reference, answer] = ["reference", "answer"].map((tag) => stemsIn(readSection(user, tag) ?? ""));
  const slips = uniform("slip", textHash(`${request.seed} ${user}`)) < judge.slip;
  const same = (reference === answer) !== slips;
  return { text: JSON.stringify({ reason: same ? "the same term" : "another term", same }) };
}

const stemsIn = (text: string) =>
  termsOf(text)
    .map(({ stem }) => stem)
    .join(" ");

function rarestTerm(index: CorpusIndex, { terms }: Fact): Term | undefined {
  return terms
    .filter(({ word }) => /^[a-z]{4,}$/i.test(word))
    .toSorted((one, other) => index.idf(other.stem) - index.idf(one.stem))[0];
}
