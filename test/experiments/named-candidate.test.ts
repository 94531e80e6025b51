import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namedCandidate, nameOf } from "../../experiments/named-candidate.js";
import { UsageError } from "../../foundation/errors.js";
import { asCommitHash, asTreeHash } from "../../foundation/ids.js";
import type { CandidateEntry } from "../../population/history/history.js";

const hash = (start: string, rest = "0") => start.padEnd(40, rest);

function entry(iteration: number, tree: string, commit: string): CandidateEntry {
  return {
    tree: asTreeHash(tree),
    commit: asCommitHash(commit),
    parent: iteration === 0 ? null : asCommitHash(hash("ba5e")),
    iteration,
    standing: iteration === 0 ? "baseline" : "member",
    diff: "",
    summary: "",
  };
}

const baseline = entry(0, hash("aaaa"), hash("ba5e"));
const first = entry(1, hash("5d43de"), hash("c0ffee"));
const second = entry(2, hash("5d43aa"), hash("5d4300"));
const among = { run: "runs/a", all: [baseline, first, second], best: first.tree };

describe("the name of a candidate", () => {
  it.each([
    ["baseline", baseline],
    ["best", first],
    ["5d43d", first],
    ["5D43DE", first],
    ["c0ff", first],
    [second.tree, second],
  ])("%s leads to one", (name, found) => {
    expect(namedCandidate(name, among)).toBe(found);
  });

  it("that several share is refused with all of them", () => {
    expect(() => namedCandidate("5d43", among)).toThrow(
      "5d43 could be 5d43de0000 (iteration 1) or 5d43aa0000 (iteration 2): give more digits",
    );
    expect(() =>
      namedCandidate("5d430", { ...among, all: [second, entry(3, hash("5d4309"), hash("e"))] }),
    ).toThrow(/5d430000000 \(commit of iteration 2\) or 5d430900000 \(iteration 3\)/);
  });

  it.each([
    ["that nobody has", "beef", /runs\/a has no candidate beef: `autodata-lab lineage runs\/a` lists/],
    ["of too few digits, which reads as an iteration", "5d4", /names no candidate.*at least 4/],
    ["that is no hash", "bests", /names no candidate: use best, baseline/],
  ])("%s is refused with a sentence that says what to do", (_, name, sentence) => {
    expect(() => namedCandidate(name, among)).toThrow(UsageError);
    expect(() => namedCandidate(name, among)).toThrow(sentence);
  });

  it("best is refused while nothing was measured", () => {
    expect(() => namedCandidate("best", { ...among, best: null })).toThrow(/no best candidate yet/);
  });

  it("as it is shown leads back to the candidate, however alike the others are", () => {
    const digits = fc
      .array(fc.constantFrom("a", "b"), { minLength: 40, maxLength: 40 })
      .map((all) => all.join(""));
    const hashes = fc.uniqueArray(digits, { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(hashes, (all) => {
        const pairs = Array.from({ length: Math.floor(all.length / 2) }, (_, index) =>
          entry(index + 1, all[2 * index] ?? "", all[2 * index + 1] ?? ""),
        );
        for (const one of pairs) {
          expect(namedCandidate(nameOf(one, pairs), { run: "r", all: pairs, best: null })).toBe(one);
        }
      }),
    );
  });
});
