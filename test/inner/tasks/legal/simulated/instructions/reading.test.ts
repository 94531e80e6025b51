import { describe, expect, it } from "vitest";
import {
  type Kind,
  reader,
} from "../../../../../../inner/tasks/legal/simulated/instructions/instructions.js";
import { remedies } from "../../../../../../inner/tasks/legal/simulated/lessons/remedies.js";
import { bloatingEdits } from "../../../../../../models/simulated/implementer/other-prompt-edits.js";
import { promptPath } from "../../../../../../models/simulated/implementer/prompt-files.js";
import { baseline } from "../../legal-scene.js";

const strengthsOf = (text: string) => reader.read(text).strengths;
const full = (text: string) =>
  Object.entries(strengthsOf(text)).flatMap(([kind, strength]) => (strength === "full" ? [kind] : []));

describe("the shipped prompt of the challenger", () => {
  it("asks for form and task, and for none of the tricks", () => {
    const strengths = Object.values(strengthsOf(baseline.get("prompts/challenger.md") ?? ""));
    expect(strengths.filter((strength) => strength !== "absent")).toEqual([]);
  });

  it("is the one that remedies are put into", () => {
    expect(promptPath(baseline, remedies[0]?.prompt ?? /^$/)).toBe("prompts/challenger.md");
  });
});

describe("the remedies", () => {
  const told = remedies.flatMap(({ kind, wordings }) =>
    kind === undefined ? [] : wordings.map((text) => [kind, text]),
  );
  it.each(told)("ask for %s: %s", (kind, text) => {
    expect(full(text ?? "")).toContain(kind);
  });

  const others = remedies.filter(({ kind }) => kind === undefined).flatMap(({ wordings }) => wordings);
  it.each(others)("that cure nothing are read as nothing: %s", (text) => {
    expect(full(text)).toEqual([]);
  });
});

const paraphrases: readonly (readonly [Kind, string])[] = [
  ["principles", "The criteria should test general rules of law only, no trivia."],
  [
    "principles",
    "Do not reward the names of the parties or other details of the decided case in the rubric.",
  ],
  ["oneTest", "A criterion must contain one single claim each."],
  ["oneTest", "Compound criteria have to be split into two."],
  [
    "givenFacts",
    "The client's message must hold everything needed: all facts and dates from which a lawyer can reason.",
  ],
  ["ownMatter", "Never summarise the judgment in the question; the source dispute has to stay out of it."],
  ["short", "The question stays under 850 characters."],
  ["errorsThemselves", 'Word negative criteria as wrong statements that an answer makes, never as "avoids".'],
  ["strictJson", "Return only valid JSON, nothing else."],
];

describe("other words", () => {
  it.each(paraphrases)("for %s are understood: %s", (kind, text) => {
    expect(full(text)).toContain(kind);
  });

  it.each([
    ["givenFacts", "You need not state all the facts on which the question turns."],
    ["short", "There is no limit to the question; any number of characters is fine."],
    ["oneTest", "A criterion may well hold two tests; splitting is optional."],
  ] as const)("that let go of %s are not taken for asking: %s", (kind, text) => {
    expect(full(text)).not.toContain(kind);
  });

  it("of general advice are read as nothing", () => {
    expect(full("Work calmly and in order. Vary the kind of question from round to round.")).toEqual([]);
    expect(bloatingEdits.length).toBeGreaterThan(0);
  });
});
