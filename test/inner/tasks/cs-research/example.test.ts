import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleSchema, readDraft } from "../../../../inner/tasks/cs-research/example.js";
import { goodDraft } from "../../../support/cs-example.js";

type Draft = ReturnType<typeof goodDraft>;

function findingsOn(change: (draft: Draft) => unknown): readonly string[] {
  const draft = goodDraft();
  const read = readDraft(change(draft) ?? draft);
  return read.ok ? [] : read.findings;
}

/** A draft whose first criterion has other fields. */
const withFirst = (fields: Record<string, unknown>) => (draft: Draft) => {
  const [first, ...rest] = draft.rubric;
  return { ...draft, rubric: [{ ...first, ...fields }, ...rest] };
};

describe("a draft", () => {
  it("in order is read without its scratchpad", () => {
    const read = readDraft({ scratchpad: ["anything"], ...goodDraft() });
    expect(read).toEqual({ ok: true, body: goodDraft() });
  });

  it.each([
    ["a weight as text", withFirst({ weight: "+8" }), "rubric[0].weight: a weight must be a JSON number"],
    ["a fraction as weight", withFirst({ weight: 2.5 }), "rubric[0].weight: a weight must be an integer"],
    [
      "a sign against its category",
      withFirst({ weight: -5 }),
      "rubric[0]: the sign of a weight must agree with its category",
    ],
    [
      "another category",
      withFirst({ category: "bonus" }),
      'rubric[0].category: category must be "positive" or "negative"',
    ],
    ["a foreign key in a criterion", withFirst({ points: 3 }), /points/],
    ["too heavy a weight", withFirst({ weight: 11 }), /^rubric\[0\]\.weight: .*10/],
    [
      "nine criteria",
      (draft: Draft) => ({ ...draft, rubric: draft.rubric.slice(0, 9) }),
      "rubric: rubric has fewer than 10 criteria",
    ],
    [
      "sixteen criteria",
      (draft: Draft) => ({ ...draft, rubric: [...draft.rubric, ...draft.rubric].slice(0, 16) }),
      "rubric: rubric has more than 15 criteria",
    ],
    [
      "only negative criteria",
      (draft: Draft) => ({
        ...draft,
        rubric: draft.rubric.map((one) => ({ ...one, weight: -1, category: "negative" })),
      }),
      "rubric: rubric has no positive criterion",
    ],
    [
      "a question that is hardly one",
      (draft: Draft) => ({ ...draft, question: "Why?" }),
      "question: question is too short (under 20 characters)",
    ],
    ["no context", ({ context: _, ...draft }: Draft) => draft, "context: context must be text"],
    ["a foreign key", (draft: Draft) => ({ ...draft, difficulty: 9 }), "unknown keys: difficulty"],
    ["a list in place of an object", (draft: Draft) => [draft], "the draft must be a JSON object"],
    [
      "text",
      (draft: Draft) => JSON.stringify(draft),
      "the draft must be a JSON object, but it is text that does not parse as JSON",
    ],
  ])("with %s is answered with that finding alone", (_, change, finding) => {
    const findings = findingsOn(change);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toEqual(typeof finding === "string" ? finding : expect.stringMatching(finding));
  });

  it("with a weight of nothing is answered with a finding that says so", () => {
    expect(findingsOn(withFirst({ weight: 0 }))[0]).toBe("rubric[0]: a weight must not be 0");
  });

  it("with much wrong is answered with the first eight findings", () => {
    const rubric = goodDraft().rubric.map((one) => ({ ...one, weight: "+1" }));
    expect(findingsOn((draft) => ({ ...draft, rubric }))).toHaveLength(8);
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
