import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asCommitHash, asTreeHash, type TreeHash } from "../../../foundation/ids.js";
import { randomStreams } from "../../../foundation/random.js";
import type { DecisionBody } from "../../../outer/decisions.js";
import { noEvidence } from "../../../outer/evidence.js";
import { crossoverOf } from "../../../outer/policies/crossover.js";
import { type ScoredMember, selectParent } from "../../../outer/policies/select-parent.js";
import type { PopulationView } from "../../../outer/population-view.js";

const tree = (at: number): TreeHash => asTreeHash(String(at).padStart(40, "0"));
const streams = randomStreams(3);

function member(at: number, parent: number | null, other?: number, score = 0.5): ScoredMember {
  return {
    candidate: tree(at),
    commit: asCommitHash(String(at).padStart(40, "f")),
    parent: parent === null ? null : tree(parent),
    ...(other !== undefined && { otherParent: tree(other) }),
    ...{ score, fruitless: 0, evaluations: 1, rateSum: score, evidence: noEvidence },
  };
}

function decide(members: readonly ScoredMember[], iteration = 1, share = 1, outcomes = noOutcomes) {
  const { body } = selectParent(
    members,
    { temperature: 1, patience: Number.POSITIVE_INFINITY },
    streams,
    iteration,
  );
  return { select: body, crossed: crossoverOf(share, body, { members, outcomes }, streams, iteration) };
}

const noOutcomes: PopulationView["outcomes"] = [];

/** Every member above one, by walking from it. */
function above(members: readonly ScoredMember[], one: TreeHash): Set<TreeHash> {
  const found = members.find(({ candidate }) => candidate === one);
  const parents = [found?.parent, found?.otherParent].filter((parent) => parent != null);
  return new Set(parents.flatMap((parent) => [parent, ...above(members, parent)]));
}

/** Families in which everyone has one earlier parent, some two. */
const family = fc
  .array(
    fc.tuple(fc.nat(), fc.option(fc.nat(), { nil: undefined }), fc.float({ min: 0, max: 1, noNaN: true })),
    {
      maxLength: 8,
    },
  )
  .map((born) => [
    member(0, null),
    ...born.map(([parent, other, score], index) =>
      member(index + 1, parent % (index + 1), other === undefined ? undefined : other % (index + 1), score),
    ),
  ]);

describe("a crossover", () => {
  it("merges two members of different lines and names the better one first, with the last ancestor of both", () => {
    fc.assert(
      fc.property(family, fc.integer({ min: 1, max: 99 }), (members, iteration) => {
        const { select, crossed } = decide(members, iteration);
        const apart = members.filter(
          ({ candidate }) =>
            candidate !== select.parent &&
            !above(members, candidate).has(select.parent) &&
            !above(members, select.parent).has(candidate),
        );
        expect(crossed.pair === null).toBe(apart.length === 0);
        if (crossed.pair === null) return;
        const { pair } = crossed;
        expect(pair.partners.map(({ candidate }) => candidate)).toEqual(
          apart.map(({ candidate }) => candidate),
        );
        expect(pair.partners.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
        expect(new Set([pair.parent, pair.other])).toEqual(new Set([select.parent, pair.partner]));
        const scoreOf = (one: TreeHash) => members.find(({ candidate }) => candidate === one)?.score ?? -1;
        expect(scoreOf(pair.parent)).toBeGreaterThanOrEqual(scoreOf(pair.other));
        const others = above(members, pair.other);
        const common = [...above(members, pair.parent)].filter((one) => others.has(one));
        expect(common).toContain(pair.ancestor);
        expect(common.some((one) => above(members, one).has(pair.ancestor))).toBe(false);
      }),
    );
  });

  it("happens in the share of iterations that is asked for, each by a stream of its own", () => {
    const members = [member(0, null), member(1, 0), member(2, 0)];
    const crossed = Array.from({ length: 400 }, (_, index) => decide(members, index + 1, 0.25).crossed);
    const drawn = crossed.filter(({ draw }) => draw < 0.25);
    expect(drawn.length).toBeGreaterThan(70);
    expect(drawn.length).toBeLessThan(130);
    expect(crossed.filter(({ pair }) => pair !== null).every(({ draw }) => draw < 0.25)).toBe(true);
    expect(crossed[6]?.stream).toBe("iteration/7/crossover");
  });

  it("does not merge two a second time, unless the first attempt came to nothing", () => {
    const members = [member(0, null), member(1, 0, undefined, 9), member(2, 0, undefined, 9)];
    const again = (outcome: DecisionBody<"outcome">["outcome"]) => {
      const rates = { candidate: null, parentRate: null, mutantRate: null };
      const body = { outcome, because: "", summary: "", parent: tree(2), otherParent: tree(1), ...rates };
      return decide(members, 1, 1, [{ iteration: 1, outcome: body }]).crossed.pair !== null;
    };
    expect(decide(members).select.parent).not.toBe(tree(0));
    expect([again("rejected"), again("duplicate"), again("no change")]).toEqual([false, false, false]);
    expect([again("invalid"), again("inconclusive")]).toEqual([true, true]);
  });
});
