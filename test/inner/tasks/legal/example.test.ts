import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleSchema, readDraft } from "../../../../inner/tasks/legal/example.js";
import { goodLegalDraft } from "../../../support/legal-example.js";

type Draft = ReturnType<typeof goodLegalDraft>;

function findingsOn(change: (draft: Draft) => unknown): readonly string[] {
  const read = readDraft(change(goodLegalDraft()));
  return read.ok ? [] : read.findings;
}

/** A draft in which the criterion at this place has other fields. */
const withCriterion = (place: number, fields: Record<string, unknown>) => (draft: Draft) => ({
  ...draft,
  rubric: draft.rubric.map((one, index) => (index === place ? { ...one, ...fields } : one)),
});
const withTarget = (fields: Record<string, unknown>) => (draft: Draft) => ({
  ...draft,
  target_capabilities: { ...draft.target_capabilities, ...fields },
});
const withSize = (size: number) => (draft: Draft) => ({
  ...draft,
  rubric: Array.from({ length: size }, (_, index) => ({
    ...draft.rubric[index === size - 1 ? 15 : 0],
    number: index + 1,
    criterion: `Asserts proposition ${index + 1} of the argument`,
  })),
});
const withNegatives = (count: number) => (draft: Draft) => ({
  ...draft,
  rubric: draft.rubric.map((one, index) => ({
    ...(index < draft.rubric.length - count ? draft.rubric[0] : draft.rubric[15]),
    number: one.number,
    criterion: one.criterion,
  })),
});

describe("a legal draft", () => {
  it("in order is read without its scratchpad", () => {
    const read = readDraft({ scratchpad: ["anything"], ...goodLegalDraft() });
    expect(read).toEqual({ ok: true, body: goodLegalDraft() });
  });

  it.each([15, 25])("may have %i criteria", (size) => {
    expect(findingsOn(withSize(size))).toEqual([]);
  });

  it.each([1, 3])("may have %i negative criteria", (count) => {
    expect(findingsOn(withNegatives(count))).toEqual([]);
  });

  it.each([
    ["fourteen criteria", withSize(14), "rubric: rubric has fewer than 15 criteria"],
    ["twenty-six criteria", withSize(26), "rubric: rubric has more than 25 criteria"],
    ["no negative criterion", withNegatives(0), "rubric: there are 0 negative criteria, not 1 to 3"],
    ["four negative criteria", withNegatives(4), "rubric: there are 4 negative criteria, not 1 to 3"],
    [
      "a number out of order",
      withCriterion(4, { number: 6 }),
      "rubric: the criteria must be numbered 1, 2, 3 and so on, in order",
    ],
    [
      "one criterion twice",
      withCriterion(4, { criterion: `${goodLegalDraft().rubric[1]?.criterion.toUpperCase()}` }),
      "rubric: two criteria have the same text",
    ],
    [
      "a weight above its class",
      withCriterion(1, { weight: 8 }),
      "rubric[1]: weight 8 is outside the range of important, 5 to 7",
    ],
    [
      "a weight below its class",
      withCriterion(0, { weight: 7 }),
      "rubric[0]: weight 7 is outside the range of critically_important, 8 to 10",
    ],
    [
      "a weight of 1",
      withCriterion(2, { weight: 1 }),
      "rubric[2]: weight 1 is outside the range of slightly_important, 2 to 4",
    ],
    [
      "a positive weight on a negative criterion",
      withCriterion(15, { weight: 5 }),
      "rubric[15]: weight 5 is outside the range of detrimental, -10 to -1",
    ],
    [
      "a positive class on a negative criterion",
      withCriterion(15, { weight_class: "important", weight: 5 }),
      "rubric[15]: weight_class important does not go with a negative criterion",
    ],
    [
      "an unknown class",
      withCriterion(0, { weight_class: "critical" }),
      "rubric[0].weight_class: weight_class must be one of critically_important, important, slightly_important, detrimental",
    ],
    [
      "a weight as text",
      withCriterion(0, { weight: "8" }),
      "rubric[0].weight: a weight must be a JSON number",
    ],
    [
      "a fraction as weight",
      withCriterion(0, { weight: 8.5 }),
      "rubric[0].weight: a weight must be an integer",
    ],
    [
      "a capability that was not declared",
      withCriterion(3, { capability: "tax_planning" }),
      'rubric: capability "tax_planning" of criterion 4 is not declared in target_capabilities',
    ],
    [
      "a capability that is no snake_case name",
      withTarget({ primary_focus: ["Notice timing", "loss_allocation"] }),
      "target_capabilities.primary_focus[0]: a capability must be a snake_case name such as causation_analysis",
    ],
    [
      "a single primary focus",
      withTarget({ primary_focus: ["notice_timing"] }),
      "target_capabilities.primary_focus: primary_focus has fewer than 2 entries",
    ],
    [
      "no secondary focus",
      withTarget({ secondary_focus: [] }),
      "target_capabilities.secondary_focus: secondary_focus has fewer than 1 entries",
    ],
    [
      "a capability declared twice",
      withTarget({ secondary_focus: ["remedy_choice", "notice_timing"] }),
      "target_capabilities: a capability is declared twice",
    ],
    ["a foreign key", (draft: Draft) => ({ ...draft, context: "none" }), "unknown keys: context"],
    [
      "text",
      (draft: Draft) => JSON.stringify(draft),
      "the draft must be a JSON object, but it is text that does not parse as JSON",
    ],
  ])("with %s is answered with that finding alone", (_, change, finding) => {
    expect(findingsOn(change)).toEqual([finding]);
  });

  it("is never read as something other than it is, whatever is sent", () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        const read = readDraft(anything);
        if (read.ok) expect(exampleSchema.parse(read.body)).toEqual(read.body);
        else expect(read.findings.every((finding) => finding.length > 0)).toBe(true);
      }),
    );
  });
});

describe("the wording of a negative criterion", () => {
  const found = (criterion: string) => findingsOn(withCriterion(15, { criterion }));

  it.each([
    "Avoids calling the clause void",
    "Does not confuse notice with acceptance",
    "Doesn't treat the driver as the seller",
    "The response does not rely on the carrier's terms",
    "The answer also avoids inventing a statute",
    "Refrains from naming a court",
    "Clearly refrains from promising an outcome",
    "Never says that silence is consent",
    "No claim that the seller is bankrupt",
    "Correctly rejects the seller's defence",
    "It steers clear of the tax question",
  ])("must not be the absence of the behaviour: %s", (criterion) => {
    expect(found(criterion)).toEqual([expect.stringMatching(/^rubric\[15\]: a negative criterion must/)]);
  });

  it.each([
    "Asserts that the client does not owe the price",
    "Tells the client to refrain from paying and to avoid any contact",
    "Fails to see that the notice came late",
    "Notes the deadline and then counts it from the wrong day",
    "Treats the driver as never having been the seller's agent",
    "Nonetheless grants the insurer a right of its own",
    "Noticeably advises to ignore the term",
  ])("may hold such words elsewhere: %s", (criterion) => {
    expect(found(criterion)).toEqual([]);
  });
});

describe("the wording of a positive criterion", () => {
  it.each(["Incorrectly places the loss on the carrier", "Fails to date the notice"])(
    "must not be bad behaviour: %s",
    (criterion) => {
      const found = findingsOn(withCriterion(0, { criterion }));
      expect(found).toEqual([expect.stringMatching(/^rubric\[0\]: a positive criterion must/)]);
    },
  );

  it("may be that something is not done", () => {
    expect(findingsOn(withCriterion(0, { criterion: "Does not stop at the first breach" }))).toEqual([]);
  });
});
