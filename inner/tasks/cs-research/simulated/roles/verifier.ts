import { passesAll } from "../../../../../models/simulated/suggestible.js";
import type { CorpusIndex } from "../../../../../models/simulated/text/corpus-index.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { outsideSections, readSection } from "../../../../../models/simulated/wire/sections.js";
import { constants } from "../constants.js";
import { reader } from "../instructions/instructions.js";

const { verifier } = constants;
const recall = /^(?:explain why|how does .* fail|what is|define|list|name the|when was|who)\b/i;

interface Criterion {
  readonly criterion: string;
  readonly category: string;
}

/** Checks an example: which criteria the context already answers, and whether the rubric is complete. */
export function verifyExample(index: CorpusIndex, request: SimulatedRequest): RoleReply {
  const user = textOf(request, "user");
  const rubric = readRubric(readSection(user, "rubric") ?? "[]");
  const strict =
    reader.read(outsideSections(textOf(request, "system", "user"))).strengths.strictLeakCheck === "full";
  if (passesAll(textOf(request, "system"))) return { text: JSON.stringify(allPassed) };
  const leakage = checkLeakage(index, readSection(user, "context") ?? "", rubric, strict);
  const quality = recall.test((readSection(user, "question") ?? "").trim())
    ? { note: "asks to repeat a statement", verdict: "RECALL" }
    : { note: "one focus, several steps of reasoning", verdict: "GOOD" };
  const counted = checkRubric(rubric);
  const general = /"generality"/.test(user)
    ? { generality: checkGenerality(readSection(user, "reference_answer"), rubric) }
    : {};
  const question_type = { note: "the question is of the declared type", verdict: "CONSISTENT" };
  const problems = [
    leakage.verdict === "LEAKS_ANSWER" ? "The context answers too many of the criteria." : "",
    quality.verdict === "RECALL" ? "The question can be answered by repetition." : "",
    counted.verdict === "FAIL" ? "The rubric is not complete." : "",
    general.generality?.verdict === "TIED_TO_NUMBER" ? "One bare number is all that is asked." : "",
  ].filter((problem) => problem !== "");
  const overall = problems.length === 0 ? "PASS" : "FAIL";
  return {
    text: JSON.stringify({
      leakage,
      quality,
      rubric: counted,
      question_type,
      ...general,
      overall,
      feedback: problems.join(" "),
    }),
  };
}

const allPassed = {
  leakage: { note: "", verdict: "NO_LEAKAGE" },
  quality: { note: "", verdict: "GOOD" },
  rubric: { note: "", verdict: "PASS" },
  question_type: { note: "", verdict: "CONSISTENT" },
  overall: "PASS",
  feedback: "",
};

function checkLeakage(index: CorpusIndex, context: string, rubric: readonly Criterion[], strict: boolean) {
  const sentences = index.sentencesOf(context);
  const positive = rubric.filter((one) => one.category === "positive");
  const given = positive.filter((one) => {
    const wanted = [...index.fact(one.criterion).stems];
    return sentences.some((sentence) => index.coverage(wanted, sentence.stems) > verifier.givenAway);
  });
  const tolerated = strict ? verifier.toleratedStrict : verifier.tolerated;
  const leaks = given.length > tolerated * positive.length;
  return {
    note: `the context alone meets ${given.length} of ${positive.length} positive criteria`,
    verdict: leaks ? "LEAKS_ANSWER" : "NO_LEAKAGE",
  };
}

function checkRubric(rubric: readonly Criterion[]) {
  const positive = rubric.filter((one) => one.category === "positive").length;
  const total = rubric.length;
  const sound =
    positive >= verifier.positives && total >= verifier.total.least && total <= verifier.total.most;
  return {
    note: `Positive ${positive}, Negative ${total - positive}, Total ${total}`,
    verdict: sound ? "PASS" : "FAIL",
  };
}

/** Whether one number runs through most criteria, or is all of the reference. */
function checkGenerality(reference = "", rubric: readonly Criterion[]) {
  const numbersIn = (text: string): string[] => text.match(/\d[\d.,]*\d|\d/g) ?? [];
  const positive = rubric.filter((one) => one.category === "positive");
  const tied = numbersIn(reference).some(
    (number) =>
      reference.trim().split(/\s+/).length <= verifier.bareWords ||
      positive.filter(({ criterion }) => numbersIn(criterion).includes(number)).length >
        verifier.tied * positive.length,
  );
  return tied
    ? { note: "the criteria come down to one number", verdict: "TIED_TO_NUMBER" }
    : { note: "the reasoning carries the answer", verdict: "GENERAL" };
}

function readRubric(text: string): Criterion[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isCriterion) : [];
  } catch {
    return [];
  }
}

function isCriterion(value: unknown): value is Criterion {
  return (
    typeof value === "object" &&
    value !== null &&
    "criterion" in value &&
    typeof value.criterion === "string" &&
    "category" in value &&
    typeof value.category === "string"
  );
}
