import { repairDraft } from "../../../../../models/simulated/drafts/repair.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import { termsOf } from "../../../../../models/simulated/text/terms.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { readDocument, readSection } from "../../../../../models/simulated/wire/sections.js";
import { constants } from "../constants.js";
import { seemsSuitable } from "./suitability.js";

/** The main agent: extracts what a writer needs from the document; repairs a draft if it is given one. */
export function extractDocument(index: CorpusIndex, request: SimulatedRequest): RoleReply {
  const user = textOf(request, "user");
  const draft = readSection(user, "draft");
  if (draft !== undefined) return { text: repairDraft(draft) };
  const document = readDocument(user) ?? { title: "", text: user };
  const { text } = document;
  const suitable = seemsSuitable(text, request.model, constants.suitability.reasoning);
  const suitability_note = suitable
    ? "Gives a rule and the reasons for it."
    : "Deals with steps of procedure only.";
  return { text: JSON.stringify({ suitable, suitability_note, ...sourceOf(index, document) }) };
}

/** What a reader notes of a document: its kind, its rarest words, its most general and its most special sentences. */
export function sourceOf(
  index: CorpusIndex,
  { title, text }: { readonly title: string; readonly text: string },
) {
  const facts = [...index.factsOf(text)].sort(
    (one, other) => index.specificity(one) - index.specificity(other),
  );
  const keywords = termsOf(text)
    .sort((one, other) => index.idf(other.stem) - index.idf(one.stem))
    .slice(0, 4)
    .map((term) => term.word);
  const general = facts.slice(0, 3).map((fact) => fact.text);
  const special = facts.slice(-3).map((fact) => fact.text);
  return {
    document_type: /\bsection \d|\bact\b|\bordinance\b/i.test(title) ? "statute" : "decision",
    topic_keywords: [...keywords, "duties", "remedies", "notice"].slice(0, 4),
    issues: [`What follows from the rule of this text for ${keywords.slice(0, 2).join(" and ")}?`],
    facts: special.join(" ") || "The document tells hardly anything of the facts behind it.",
    holdings: general.join(" ") || "The document gives hardly any reasons for what it orders.",
  };
}
