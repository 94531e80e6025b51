import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../foundation/errors.js";
import { asDocumentId, asTicket, asTreeHash } from "../../../foundation/ids.js";
import type { Observation } from "../../../inner/trajectory.js";
import { noUsage } from "../../../models/usage.js";
import { evidenceOf, noEvidence } from "../../../outer/evidence.js";
import { acceptanceRule, usualRules } from "../../../outer/policies/acceptance-rules.js";
import { probabilityBetter, signTest } from "../../../outer/policies/paired-evidence.js";
import { cannotBeDecided, type Retrial } from "../../../outer/policies/retrial.js";

type Mark = "+" | "-" | "?" | " ";

const outcomes = { "+": "accepted", "-": "exhausted", "?": "inconclusive" } as const;

/** Episodes on documents 0, 1, ...: `+` accepted, `-` not, `?` inconclusive, a space none. */
function run(marks: string): Observation[] {
  return [...marks].flatMap((mark, at) => {
    if (mark === " ") return [];
    const outcome = outcomes[mark as Exclude<Mark, " ">];
    return [
      {
        ...{ ticket: asTicket(at), candidate: asTreeHash("m"), document: asDocumentId(`d${at}`) },
        ...{ split: "validation", purpose: "validate", repeat: 1, outcome, reason: "" },
        ...{ rounds: 1, ticks: 0, cost: noUsage },
      } satisfies Observation,
    ];
  });
}

function contest(parent: string, mutant: string, later: Partial<Retrial> = {}): Retrial {
  const [parentRun, mutantRun] = [run(parent), run(mutant)];
  return {
    documents: [...mutant].map((_, at) => asDocumentId(`d${at}`)),
    ...{ parent: noEvidence, before: noEvidence, parentRun, mutant: mutantRun, maxInconclusiveShare: 0.2 },
    parentAtEnd: evidenceOf(parentRun),
    mutantAtEnd: evidenceOf(mutantRun),
    ...later,
  };
}

const decide = (rule: string, retrial: Retrial) => acceptanceRule(rule).decide(retrial);

describe("rules by which a decided contest is decided anew", () => {
  it("count documents, won and lost ones, and chances", () => {
    const close = contest("+----", "++---");
    expect(decide("paper", close)).toMatchObject({ verdict: "accept", because: "validation 2/5 > 1/5" });
    expect(decide("margin:1", close).verdict).toBe("accept");
    expect(decide("margin:2", close)).toMatchObject({
      verdict: "reject",
      because: "leads by 1, less than 2",
    });
    expect(decide("paired:0.05", contest("-----", "+++++"))).toMatchObject({
      verdict: "accept",
      because: "5 won, 0 lost, p 0.031 ≤ 0.05",
    });
    expect(decide("paired:0.05", contest("+-----", "-+++++")).verdict).toBe("reject");
    expect(decide("probability:0.9", contest("---", "+++"))).toMatchObject({
      verdict: "accept",
      because: "3 won, 0 lost, better with 0.938 ≥ 0.9",
    });
    expect(decide("probability:0.9", close).verdict).toBe("reject");
  });

  it("pool what was known before, or all that came to be known", () => {
    const lucky = contest("+---", "++--", { before: evidenceOf(run("++++")) });
    expect(decide("paper", lucky).verdict).toBe("accept");
    expect(decide("pooled", lucky)).toMatchObject({ verdict: "reject", because: "validation 2/4 ≤ 5/8" });
    const sobered = contest("+---", "++--", { mutantAtEnd: evidenceOf([...run("++--"), ...run("----")]) });
    expect(decide("pooled", sobered).verdict).toBe("accept");
    expect(decide("hindsight", sobered)).toMatchObject({
      verdict: "reject",
      because: "validation 2/8 ≤ 1/4",
    });
  });

  it("measure nothing when too many documents are inconclusive", () => {
    for (const rule of ["paper", ...usualRules]) {
      expect(decide(rule, contest("+----", "+++??")).verdict).toBe("not measured");
    }
  });

  it("leave what the episodes that were run do not decide, and say so", () => {
    const parent = evidenceOf(run("+----"));
    const notAgain = contest("", "++---", { parent, before: parent, parentAtEnd: parent });
    expect(decide("paper", notAgain)).toMatchObject({
      verdict: "not measured",
      because: `${cannotBeDecided}: parent not run again on 5 documents`,
    });
    expect(decide("pooled", notAgain).verdict).toBe("accept");
    const hopeless = contest("", "-----", { parent, before: parent });
    expect(decide("paper", hopeless)).toMatchObject({
      verdict: "reject",
      because: "parent not run again on 5 documents, which could not change it",
    });
  });

  it("decide an evaluation that ended early as they would the whole one, whatever it had shown, or not at all", () => {
    const marks = fc.constantFrom<Mark>("+", "-");
    const whole = fc.array(fc.tuple(marks, marks), { minLength: 2, maxLength: 9 });
    const rules = fc.constantFrom(...usualRules, "margin:1", "margin:3", "paired:0.3", "probability:0.6");
    fc.assert(
      fc.property(whole, fc.nat(), rules, (pairs, cut, rule) => {
        const parent = pairs.map(([one]) => one).join("");
        const mutant = pairs.map(([, other]) => other).join("");
        const early = mutant.slice(0, 1 + (cut % mutant.length)).padEnd(mutant.length);
        const left = decide(rule, contest(parent, early));
        const verdict = decide(rule, contest(parent, mutant)).verdict;
        if (left.verdict === "not measured") expect(left.because).toContain(cannotBeDecided);
        else expect(left.verdict).toBe(verdict);
      }),
    );
  });

  it("never turn against a mutant that passes one document more", () => {
    const marks = fc.array(fc.constantFrom<Mark>("+", "-"), { minLength: 1, maxLength: 10 });
    const rules = fc.constantFrom(...usualRules, "efficient");
    fc.assert(
      fc.property(marks, marks, fc.nat(), rules, (one, other, which, rule) => {
        const length = Math.min(one.length, other.length);
        const parent = one.slice(0, length).join("");
        const mutant = other.slice(0, length);
        const better = mutant.with(which % length, "+").join("");
        const before = decide(rule, contest(parent, mutant.join(""))).verdict;
        const after = decide(rule, contest(parent, better)).verdict;
        if (before === "accept") expect(after).toBe("accept");
      }),
    );
  });

  it.each([
    ["best", /^there is no rule best; there are paper, efficient, margin:N, pooled, hindsight, paired:ALPHA/],
    ["margin", /^rule margin: give it as margin:N, with a whole number of at least 1$/],
    ["margin:0.5", /with a whole number/],
    ["paired:1", /with a number above 0 and below 1/],
    ["pooled:2", /^rule pooled:2: pooled takes no number$/],
    ["paper:2", /^there is no rule paper:2/],
    ["constructor", /^there is no rule constructor/],
  ])("say in a sentence what is wrong with %s", (text, message) => {
    expect(() => acceptanceRule(text)).toThrow(UsageError);
    expect(() => acceptanceRule(text)).toThrow(message);
  });
});

describe("the exact tests on documents that tell both apart", () => {
  it("come to the binomial tails", () => {
    expect(signTest({ won: 0, lost: 0 })).toBe(1);
    expect(signTest({ won: 5, lost: 1 })).toBe(7 / 64);
    expect(probabilityBetter({ won: 0, lost: 0 })).toBe(0.5);
    expect(probabilityBetter({ won: 1, lost: 0 })).toBe(0.75);
  });

  it("mirror each other: a chance and that of the opposite are one", () => {
    const number = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(number, number, (won, lost) => {
        const sum = probabilityBetter({ won, lost }) + probabilityBetter({ won: lost, lost: won });
        expect(sum).toBeCloseTo(1, 9);
      }),
    );
  });
});
