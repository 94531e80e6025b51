import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asCommitHash, asTreeHash } from "../../foundation/ids.js";
import type { Admission } from "../../outer/admission.js";
import { isVisible, type Turn, turnsOf } from "../../outer/turns.js";

const hash = "0123456789".repeat(4);

function admission(number: number, decided: number, begun = decided): Admission {
  const parent = asTreeHash(hash);
  const words = { author: "Ada", because: "", changedFiles: [], diff: "" };
  const body = { ...words, decided, begun, parent, parentCommit: asCommitHash(hash), tree: parent };
  return { number, iteration: 900_000 + number, body };
}

const shown = (turn: Turn) =>
  turn.kind === "iteration" ? turn.iteration : `by hand ${turn.admission.number}`;

describe("the turns of a run", () => {
  it("put an admission behind the last iteration decided before it", () => {
    const admissions = [admission(1, 0), admission(2, 2), admission(3, 2), admission(4, 3)];
    const expected = ["by hand 1", 1, 2, "by hand 2", "by hand 3", 3, "by hand 4"];
    expect(turnsOf(3, admissions).map(shown)).toEqual(expected);
  });

  it("leave out admissions behind the last iteration", () => {
    expect(turnsOf(2, [admission(1, 3)]).map(shown)).toEqual([1, 2]);
  });
});

describe("an iteration that begins", () => {
  it("knows an admission exactly when it had not begun before, whatever the concurrency", () => {
    const number = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 8 }), (begun, beginning, concurrency) => {
        const place = { decided: 0, begun };
        expect(isVisible({ iteration: 900_001, place }, beginning, concurrency)).toBe(beginning > begun);
      }),
    );
  });

  it("knows iterations that are as far behind as are under way at once", () => {
    const known = [0, 1, 2, 3, 4].filter((iteration) => isVisible({ iteration }, 5, 3));
    expect(known).toEqual([0, 1, 2]);
  });
});
