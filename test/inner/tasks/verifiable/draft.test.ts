import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleSchema, readDraft } from "../../../../inner/tasks/verifiable/example.js";
import { formatFindings } from "../../../../inner/tasks/verifiable/format-rules.js";
import { goodQuestion } from "../../../support/verifiable-example.js";

const findingsOn = (draft: unknown) => {
  const read = readDraft(draft);
  return read.ok ? [] : read.findings;
};

describe("a draft of a question", () => {
  it("is read with its fields, the scratchpad dropped", () => {
    const read = readDraft({ scratchpad: ["ideas"], ...goodQuestion() });
    expect(read).toEqual({ ok: true, body: goodQuestion() });
  });

  it("may do without object type and reasoning", () => {
    const { object_type: _, reasoning: __, ...least } = goodQuestion();
    expect(readDraft(least)).toEqual({ ok: true, body: least });
  });

  it.each([
    ["no answer", { ...goodQuestion(), answer: undefined }, "answer: answer must be text"],
    ["a number for an answer", { ...goodQuestion(), answer: 7 }, "answer: answer must be text"],
    [
      "a short question",
      { ...goodQuestion(), question: "What?" },
      "question: question is too short (under 20 characters)",
    ],
    ["a foreign key", { ...goodQuestion(), rubric: [] }, "unknown keys: rubric"],
    ["a list in its place", [goodQuestion()], "the draft must be a JSON object"],
    [
      "text in its place",
      JSON.stringify(goodQuestion()),
      "the draft must be a JSON object, but it is text that does not parse as JSON",
    ],
    [
      "a broken rule of the format",
      { ...goodQuestion(), answer: "yes" },
      expect.stringMatching(/^answer: yes, no/),
    ],
  ])("with %s is answered with that finding alone", (_, draft, finding) => {
    expect(findingsOn(draft)).toEqual([finding]);
  });

  it("is never read as something other than it is, whatever is sent", () => {
    const near = fc.record({
      topic: fc.string(),
      question: fc.string({ minLength: 20 }),
      answer: fc.string(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), near), (anything) => {
        const read = readDraft(anything);
        if (read.ok) expect(exampleSchema.parse(read.body)).toEqual(read.body);
        else expect(read.findings.every((finding) => finding.length > 0)).toBe(true);
      }),
    );
  });
});

const question = "Let p be an odd prime. What is the number of quadratic residues modulo p, zero left out?";

describe("the rules of the format", () => {
  it.each([
    [question, "(p-1)/2"],
    ["Determine the fundamental group of the figure eight.", "the free group on two generators"],
    [
      "For which n is the sum of the first n odd numbers equal to 2n + 15, as a formula in n?",
      "n^2 = 2n + 15",
    ],
    [
      "Let f and g be as follows: f(0) = 1 and g(0) = 2. Find the limit of f/g in terms of a.",
      "\\frac{a}{2a+1}",
    ],
    ["Let A (a ring) and B (a field) be given. What is the tensor product of A and B over Z?", "A[x]"],
    [
      "Which graph on ten vertices is the smallest bridgeless cubic graph without Hamiltonian cycle?",
      "Petersen graph",
    ],
    ["Given that x is the larger root, what is x in closed form for x^2 = x + 1?", "\\frac{1+\\sqrt{5}}{2}"],
  ])("hold for: %s", (asked, answer) => {
    expect(formatFindings({ question: asked, answer })).toEqual([]);
  });

  it.each([
    ["several question marks", "What is the order of G? What is its centre?", "S_3", /several things/],
    ["numbered parts", "Let G be simple. 1) Find its order. 2) Find its centre.", "S_3", /numbered/],
    ["parts on lines", "For the group G:\n(a) find its order\n(b) find its centre", "S_3", /numbered/],
    ["roman parts", "For G, (i) find the order, (ii) find the centre.", "S_3", /numbered/],
    ["and also", "Find the order of G and also its centre.", "S_3", /joins a second/],
    ["and determine", "Find the order of G and determine its centre.", "S_3", /joins a second/],
    ["and explain", "Find the order of G and explain your steps.", "S_3", /joins a second/],
    ["a yes/no question", "Let G be of order 15. Is G cyclic?", "the cyclic group", /yes or no/],
    [
      "whether",
      "Determine whether G is cyclic for every group of order 15.",
      "the cyclic group",
      /yes or no/,
    ],
    ["true or false", "True or false: every group of order 15 is cyclic.", "cyclic group", /yes or no/],
    ["a yes", question, "Yes, always", /can be guessed/],
    ["two sentences", question, "It is (p-1)/2. This follows from Euler.", /one sentence/],
    ["two lines", question, "(p-1)/2\nby Euler", /one sentence/],
    ["a hedge", question, "approximately p/2", /hedges/],
    ["a bare integer", question, "12", /bare integer/],
    ["a bare integer in LaTeX", question, "$\\boxed{-12}$", /bare integer/],
    ["an integer with a name", question, "N = 1,200", /bare integer/],
    ["a decimal", question, "3.14159", /precision/],
    ["a decimal within", question, "x = 0.577 p", /precision/],
    [
      "an answer that is stated",
      "Show which of the Petersen graph and K_5 is not planar but bridgeless.",
      "the Petersen graph",
      /already states/,
    ],
    [
      "an answer stated in LaTeX",
      "Given $\\frac{n(n+1)}{2}$ handshakes, how many are there?",
      "\\frac{n(n+1)}{2}",
      /already states/,
    ],
  ])("are broken by %s", (_, asked, answer, finding) => {
    expect(formatFindings({ question: asked, answer })).toEqual([expect.stringMatching(finding)]);
  });
});
