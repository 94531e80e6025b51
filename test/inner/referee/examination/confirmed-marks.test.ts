import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostFavourable, surelyEarned } from "../../../../inner/referee/examination/confirmed-marks.js";
import { compare } from "../../../../inner/referee/fraction.js";
import { rubricScore } from "../../../../inner/referee/rubric-score.js";
import type { Mark } from "../../../../inner/trajectory.js";
import { riddle } from "../made-up-task.js";

const weights = [5, 5, -10];
const example = riddle({ score: (marks) => rubricScore(weights, marks) });
const marks = (said: string): Mark[] => [...said].map((one) => ({ met: one === "y", reason: "" }));
const favourable = (...looks: string[]) => example.score(mostFavourable(example, looks.map(marks)));
const sure = (...looks: string[]) => example.score(surelyEarned(example, looks.map(marks)));
const share = (numerator: number, denominator: number) => ({ numerator, denominator });

describe("an answer that should score high", () => {
  it("has a penalty that every look imposes, and no other", () => {
    expect(favourable("yyy")).toEqual(share(0, 1));
    expect(favourable("yyy", "yyy")).toEqual(share(0, 1));
    expect(favourable("yyy", "yyn")).toEqual(share(1, 1));
  });

  it("has a point that half of the looks give", () => {
    expect(favourable("ynn", "nnn")).toEqual(share(1, 2));
    expect(favourable("ynn", "nnn", "nnn")).toEqual(share(0, 1));
  });
});

describe("an answer that should score low", () => {
  it("earns what more than half of the looks give, whatever penalties there are", () => {
    expect(sure("yyy")).toEqual(share(1, 1));
    expect(sure("yyn", "ynn")).toEqual(share(1, 2));
    expect(sure("ynn", "nnn")).toEqual(share(0, 1));
  });
});

it("what looks say together lies between what all and what any of them say, and doubt speaks for the example", () => {
  const looks = fc.array(fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(looks, (said) => {
      const seen = said.map((one) => one.map((met) => ({ met, reason: "" })));
      const scoreBy = (isMet: (at: number) => boolean) =>
        example.score(weights.map((_, at) => ({ met: isMet(at), reason: "" })));
      const all = (at: number) => seen.every((one) => one[at]?.met === true);
      const any = (at: number) => seen.some((one) => one[at]?.met === true);
      const isPoint = (at: number) => (weights[at] ?? 0) > 0;
      const high = example.score(mostFavourable(example, seen));
      const low = example.score(surelyEarned(example, seen));
      expect(compare(high, scoreBy(all))).toBeGreaterThanOrEqual(0);
      expect(
        compare(
          low,
          scoreBy((at) => isPoint(at) && all(at)),
        ),
      ).toBeGreaterThanOrEqual(0);
      expect(
        compare(
          low,
          scoreBy((at) => isPoint(at) && any(at)),
        ),
      ).toBeLessThanOrEqual(0);
    }),
  );
});
