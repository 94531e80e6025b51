import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostFavourable, pointsOnly } from "../../../../inner/referee/examination/confirmed-marks.js";
import { compare } from "../../../../inner/referee/fraction.js";
import { rubricScore } from "../../../../inner/referee/rubric-score.js";
import type { Mark } from "../../../../inner/trajectory.js";
import { riddle } from "../made-up-task.js";

const weights = [5, 5, -10];
const example = riddle({ score: (marks) => rubricScore(weights, marks) });
const marks = (said: string): Mark[] => [...said].map((one) => ({ met: one === "y", reason: "" }));
const favourable = (...looks: string[]) => example.score(mostFavourable(example, looks.map(marks)));
const low = (...looks: string[]) => example.score(pointsOnly(example, looks.map(marks)));
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
  it("has the points of the last look, whatever penalties there are", () => {
    expect(low("yyy")).toEqual(share(1, 1));
    expect(low("yyn", "ynn")).toEqual(share(1, 2));
    expect(low("yyn", "nny")).toEqual(share(0, 1));
  });
});

it("what looks say together for a high score lies between what all and what any of them say", () => {
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
      expect(
        compare(
          high,
          scoreBy((at) => (isPoint(at) ? all(at) : any(at))),
        ),
      ).toBeGreaterThanOrEqual(0);
      expect(
        compare(
          high,
          scoreBy((at) => (isPoint(at) ? any(at) : all(at))),
        ),
      ).toBeLessThanOrEqual(0);
    }),
  );
});
