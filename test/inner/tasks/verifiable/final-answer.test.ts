import { describe, expect, it } from "vitest";
import { finalAnswer } from "../../../../inner/tasks/verifiable/answers/final-answer.js";

describe("the final answer of a solver's reply", () => {
  it.each([
    ["its ANSWER line", "We sum.\nANSWER: n(n+1)/2", "n(n+1)/2", "answer line"],
    ["the last of several such lines", "ANSWER: 2\nNo, wrong.\nANSWER: 3", "3", "answer line"],
    ["such a line in bold", "So.\n**Answer:** $x^2$", "$x^2$", "answer line"],
    ["such a line with bold around it", "**Final answer: the torus.**", "the torus", "answer line"],
    ["the line after an empty one", "ANSWER:\n\n  \\frac{1}{2}", "\\frac{1}{2}", "answer line"],
    ["the box on such a line", "ANSWER: $\\boxed{\\frac{1}{2}}$", "\\frac{1}{2}", "answer line"],
    ["a line that comes before a box", "ANSWER: 4\nI mean \\boxed{5}", "4", "answer line"],
    ["else the last box", "First \\boxed{1}, then \\boxed{\\frac{a}{b}} holds.", "\\frac{a}{b}", "box"],
    ["else the last sentence", "It is even. Therefore, the answer is 2n.", "2n", "last sentence"],
    ["a name that begins like an introduction", "ANSWER: so(3)", "so(3)", "answer line"],
    ["nothing of nothing", "", "", "last sentence"],
    ["no box that stays open", "See \\boxed{1", "See \\boxed{1", "last sentence"],
  ])("is %s", (_, reply, text, from) => {
    expect(finalAnswer(reply)).toEqual({ text, from });
  });

  it("is not taken from a line that only speaks of answering", () => {
    expect(finalAnswer("Answer the question first.\nThe torus").text).toBe("The torus");
  });
});
