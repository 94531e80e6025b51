import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareAnswers } from "../../../../inner/tasks/verifiable/answers/compare-answers.js";
import { answerPairs, outcome } from "./answer-pairs.js";

const result = (a: string, b: string) => compareAnswers(a, b).result;

describe("answers compared by code", () => {
  const pairs = answerPairs();

  it("are never judged wrongly on the pairs written by hand", () => {
    expect(pairs.filter((pair) => outcome(pair) === "wrong")).toEqual([]);
  });

  it("are decided for most pairs that can be decided without their question", () => {
    const decidable = pairs.filter((pair) => pair.truth !== "depends");
    const decided = decidable.filter((pair) => outcome(pair) === "right");
    expect([pairs.length, decidable.length, decided.length]).toEqual([372, 309, 223]);
  });

  it.each([
    ["a named object", "the Klein four-group", "Z2 x Z2"],
    ["a capital that may be a space", "S^1 \\times S^1", "S^2"],
    ["an order of factors", "xy - yx", "0"],
    ["letters that may depend on one another", "p^2 + q^2", "1 - 2pq"],
    ["a letter that may be a root of unity", "\\omega^2 + \\omega + 1", "3\\omega"],
    ["the base of a logarithm", "\\log 8", "3"],
    ["a fraction written in one line", "1/2x", "x/2"],
    ["a name that may be a function", "f(x+1)", "f x + f"],
    ["a rounded decimal", "0.67", "2/3"],
    ["brackets that may be a vector", "(0, 1)", "[0, 1]"],
    ["a cycle written from another start", "(1, 2, 3)", "(2, 3, 1)"],
    ["a unit", "1000 mm", "1 m"],
    ["a domain", "\\sqrt{x^2}", "x"],
    ["a parity", "(-1)^n", "1"],
    ["a difference too small for doubles", "e^{\\pi\\sqrt{163}}", "262537412640768744"],
  ])("stay undecided where %s matters", (_, a, b) => {
    expect(result(a, b)).toBe("undecided");
  });

  it.each([
    ["9^9^9^9", "9^9^9^8"],
    ["((a+b+c+d)^20)^20", "((a+b+c+d)^20)^21"],
    [`${"(".repeat(300)}x${")".repeat(300)}`, "x"],
    ["binom(10^15, 5*10^14)", "2"],
    [`${"sin(".repeat(40)}x${")".repeat(40)}`, "x"],
    [`${"{".repeat(900)}${"}".repeat(900)}`, "{}"],
    ["sin((a+b+c)^9+sin((a+b+c)^9+sin((a+b+c)^9)))^60", "1"],
    ["x".repeat(2001), "x".repeat(2001)],
  ])("stay undecided beyond their bounds: %#", (a, b) => {
    expect(result(a, b)).toBe("undecided");
  });

  it.each([
    "import(x)",
    "f(x) = x^2; f(3)",
    "x = 5; x",
    '"abc"',
    "[1:1000000000]",
    "constructor(x)",
    "a.b",
    "__proto__",
  ])("cannot make the library do anything but read an expression: %s", (text) => {
    expect(["undecided", "different"]).toContain(result(text, "9"));
    expect(result("x + x", "2x")).toBe("equal");
  });
});

const number = fc.integer({ min: 1, max: 30 }).map(String);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(number, fc.constantFrom("x", "n", "\\pi", "\\sqrt{2}")),
    fc
      .tuple(tie("expression"), fc.constantFrom("+", "-", "*"), tie("expression"))
      .map(([a, o, b]) => `(${a}${o}${b})`),
    fc.tuple(tie("expression"), number).map(([a, b]) => `\\frac{${a}}{${b}}`),
    fc.tuple(tie("expression"), fc.integer({ min: 2, max: 4 })).map(([a, n]) => `(${a})^{${n}}`),
    tie("expression").map((a) => `\\sin(${a})`),
  ),
}));
const answer = fc.oneof(
  expression,
  fc.array(expression, { minLength: 1, maxLength: 4 }).map((all) => `\\{${all.join(", ")}\\}`),
  fc.tuple(expression, expression).map(([a, b]) => `(${a}, ${b}]`),
  fc.tuple(expression, expression).map(([a, b]) => `${a} = ${b}`),
  fc.constantFrom("the Klein four-group", "Möbius strip", "O(n log n)", "x > 3", "±2", "∅", "30°"),
);
const mathText = fc.string({
  unit: fc.constantFrom(
    ..."0123456789.xyzneipiAB+-*/^()[]{},;=<>|!%°±√∞π²₁\\$_ ",
    "\\frac",
    "\\sqrt",
    "sin",
    "log",
    " and ",
  ),
  maxLength: 60,
});

describe("the comparison", () => {
  it("finds every answer equal to itself", () => {
    fc.assert(
      fc.property(answer, (one) => {
        expect(result(one, one)).toBe("equal");
      }),
    );
  });

  it("says the same in both directions", () => {
    fc.assert(
      fc.property(answer, answer, (a, b) => {
        expect(result(a, b)).toBe(result(b, a));
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(mathText, mathText, (a, b) => {
        expect(result(a, b)).toBe(result(b, a));
      }),
      { numRuns: 500 },
    );
  });

  it("gives a result and a reason for any two texts", () => {
    const text = fc.oneof(
      mathText,
      fc.string({ unit: "binary", maxLength: 80 }),
      fc.string({ maxLength: 3000 }),
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        const found = compareAnswers(a, b);
        expect(["equal", "different", "undecided"]).toContain(found.result);
        expect(found.reason).not.toBe("");
      }),
      { numRuns: 1000 },
    );
  });

  it("never calls a rewritten expression different, nor one that is off by one equal", () => {
    fc.assert(
      fc.property(expression, expression, number, (a, b, c) => {
        expect(result(`(${a})(${b}+${c})`, `(${a})*(${b}) + ${c}*(${a})`)).not.toBe("different");
        expect(result(`(${a})-(${b})`, `-((${b})-(${a}))`)).not.toBe("different");
        expect(result(`(${a})^{2}-(${b})^{2}`, `((${a})-(${b}))((${a})+(${b}))`)).not.toBe("different");
        expect(result(a, `(${a})+${c}`)).not.toBe("equal");
        expect(result(`(${a})*(${b})`, `(${a})*(${b})-${c}`)).not.toBe("equal");
      }),
      { numRuns: 300 },
    );
  });

  it("decides almost every polynomial identity, not only some", () => {
    const sum = fc.array(fc.tuple(number, fc.constantFrom("x", "n", "x^2")), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(sum, number, (terms, factor) => {
        const text = terms.map(([a, b]) => `${a}${b}`).join("+");
        const multiplied = terms
          .map(([a, b]) => `${Number(a) * Number(factor)}${b}`)
          .toReversed()
          .join("+");
        expect(result(`${factor}(${text})`, multiplied)).toBe("equal");
        expect(result(`${factor}(${text})+1`, multiplied)).toBe("different");
      }),
    );
  });
});
