import { z } from "zod";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import type { Fact } from "../../../../../models/simulated/text/facts.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { readDocument, readSection } from "../../../../../models/simulated/wire/sections.js";
import { constants } from "../constants.js";

const { verifier } = constants;
const rubricSchema = z.array(z.object({ criterion: z.string(), category: z.string() }));
type Criterion = z.infer<typeof rubricSchema>[number];

/** Checks an example: what the question gives away and retells, who speaks, and whether criteria name the parties. */
export function verifyExample(index: CorpusIndex, request: SimulatedRequest): RoleReply {
  const user = textOf(request, "user");
  const document = readDocument(user) ?? { title: "", text: "" };
  const question = readSection(user, "question") ?? "";
  const rubric = readRubric(readSection(user, "rubric") ?? "[]");
  const positives = rubric.filter((one) => one.category === "positive");
  const sentences = index.sentencesOf(question);
  const given = positives.filter((one) => hasSame(index, index.fact(one.criterion), sentences)).length;
  const shareRetold = retoldShare(index, sentences, index.sentencesOf(document.text));
  const named = namingParties(document.title, positives);
  const checks = {
    answer: {
      note: `the question already meets ${given} of ${positives.length} positive criteria`,
      verdict: given > verifier.given * positives.length ? "GIVES_AWAY" : "LEFT_OPEN",
    },
    matter: {
      note: `${Math.round(100 * shareRetold)} % of the question's words stand in the document's sentences`,
      verdict: shareRetold > verifier.retold ? "RECAPS_SOURCE" : "CLIENTS_OWN",
    },
    focus: {
      note: "one matter is put",
      verdict: /\b(?:I|we|my|our)\b/i.test(question) ? "ONE_MATTER" : "NO_CLIENT",
    },
    rubric: {
      note: `Positive ${positives.length}, Negative ${rubric.length - positives.length}, Total ${rubric.length}; ${named} name a party`,
      verdict: named > verifier.named * positives.length ? "CASE_NAMES" : "PRINCIPLES",
    },
  };
  const problems = Object.values(checks).flatMap(({ verdict }) => objections[verdict] ?? []);
  const overall = problems.length === 0 ? "PASS" : "FAIL";
  return { text: JSON.stringify({ ...checks, overall, feedback: problems.join(" ") }) };
}

const objections: Readonly<Record<string, string>> = {
  GIVES_AWAY: "The question answers itself.",
  RECAPS_SOURCE: "The question retells the document.",
  NO_CLIENT: "Nobody asks.",
  CASE_NAMES: "The criteria ask for the parties of the document.",
};

function retoldShare(index: CorpusIndex, question: readonly Fact[], document: readonly Fact[]): number {
  const words = (facts: readonly Fact[]) => facts.reduce((sum, fact) => sum + fact.words, 0);
  const retold = question.filter((fact) => hasSame(index, fact, document));
  return words(retold) / Math.max(1, words(question));
}

function hasSame(index: CorpusIndex, { stems }: Fact, among: readonly Fact[]): boolean {
  return among.some((one) => index.coverage([...stems], one.stems) > verifier.same);
}

/** Criteria with a name of the document's title in them. */
function namingParties(title: string, criteria: readonly Criterion[]): number {
  const names = new Set(title.match(/(?<!^)\b\p{Lu}\p{Ll}{3,}/gu) ?? []);
  return criteria.filter(({ criterion }) => {
    const words = criterion.split(/\W+/).slice(2);
    return words.some((word) => names.has(word));
  }).length;
}

function readRubric(text: string): readonly Criterion[] {
  try {
    return rubricSchema.safeParse(JSON.parse(text)).data ?? [];
  } catch {
    return [];
  }
}
