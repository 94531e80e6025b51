import { describe, expect, it } from "vitest";
import { contrastOf } from "../../../experiments/evaluate/contrast.js";
import { contrastScreen } from "../../../experiments/evaluate/contrast-screen.js";
import { asDocumentId } from "../../../foundation/ids.js";
import { randomStreams } from "../../../foundation/random.js";
import type { Outcome } from "../../../inner/trajectory.js";
import { episodesOf as side } from "./made-episodes.js";

const a = "accepted";
const x = "exhausted";

const options = {
  titles: new Map([[asDocumentId("d0"), { title: "A title" }]]),
  maxInconclusiveShare: 0.2,
  random: randomStreams(1).fork("test"),
};
const contrast = (against: Outcome[][], edited: Outcome[][]) =>
  contrastOf({ against: side("old", against), edited: side("new", edited) }, options);

describe("a contrast", () => {
  it("is paired by document, and tells who won where", () => {
    const { documents, difference, rule } = contrast(
      [
        [x, x],
        [a, a],
        [a, x],
        ["inconclusive", "inconclusive"],
      ],
      [
        [a, x],
        [a, x],
        [x, a],
        [a, a],
      ],
    );
    expect(documents.map(({ winner }) => winner)).toEqual(["edited", "against", "neither", "neither"]);
    expect(documents[3]).toMatchObject({ against: null, edited: { accepted: 2, conclusive: 2 } });
    expect(difference).toMatchObject({ value: 0, documents: 3, interval: null });
    expect(rule).toMatchObject({ verdict: "not measured" });
  });

  it("has an interval over documents once there are ten, and the word of a run's rule", () => {
    const better = contrast(Array(12).fill([x]), [...Array(9).fill([a]), ...Array(3).fill([x])]);
    expect(better.difference.value).toBe(0.75);
    expect(better.difference.interval?.low).toBeGreaterThan(0.3);
    expect(better.rule).toMatchObject({ verdict: "accept", because: "validation 9/12 > 0/12" });
    const equal = contrast(Array(12).fill([a]), Array(12).fill([a]));
    expect(equal.rule).toMatchObject({ verdict: "reject" });
  });

  it("counts outcomes, ways of losing rounds, and cost of each side", () => {
    const { against, edited } = contrast([[x], [x]], [[a], [x]]);
    expect(against).toMatchObject({ rate: { accepted: 0, conclusive: 2 }, used: { calls: 20, costUsd: 1 } });
    expect(against.failures).toContainEqual({ mode: "too easy", count: 4 });
    expect(edited.failures).toContainEqual({ mode: "too easy", count: 2 });
    expect(edited.outcomes).toMatchObject({ accepted: 1, exhausted: 1, inconclusive: 0 });
  });

  it("reads as a table of sides, one of documents, and a sentence on the difference", () => {
    const names = { against: "baseline", edited: "mine" };
    const screen = contrastScreen(contrast([[x], [a]], [[a], [a]]), names);
    expect(screen).toMatch(/^ +baseline +mine$/m);
    expect(screen).toMatch(/^ +pass rate +50 % +100 %$/m);
    expect(screen).toMatch(/^ +too easy +2 +0$/m);
    expect(screen).toMatch(/^ +calls per accepted +20 +10$/m);
    expect(screen).toMatch(/^ +A title +0\/1 +1\/1 +won$/m);
    expect(screen).toMatch(
      /difference \+50 points, paired by document \(too few.*won 1, lost 0, even 1 of 2/,
    );
    expect(screen).toMatch(/a run's own rule would accept it: validation 2\/2 > 1\/2/);
    const even = contrastScreen(contrast(Array(12).fill([x]), Array(12).fill([x])), names);
    expect(even).toMatch(/not separable from 0 with this evidence; won 0, lost 0, even 12 of 12 documents/);
  });
});
