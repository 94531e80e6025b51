import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  asCommitHash,
  asDocumentId,
  asTicket,
  asTreeHash,
  type DocumentId,
} from "../../../foundation/ids.js";
import type { Observation } from "../../../inner/trajectory.js";
import { noUsage } from "../../../models/usage.js";
import { type Evidence, noEvidence } from "../../../outer/evidence.js";
import { efficientPolicy as policy } from "../../../outer/policies/efficient-policy.js";
import type { ScoredMember } from "../../../outer/policies/select-parent.js";
import { shrunk } from "../../../outer/policies/shrunk-score.js";

const maxInconclusiveShare = 0.2;
const outcomes = ["accepted", "exhausted", "gave_up", "inconclusive", "skipped"] as const;

const observation = (document: DocumentId, outcome: Observation["outcome"]): Observation => ({
  ...{ ticket: asTicket(1), candidate: asTreeHash("m"), document, split: "validation", purpose: "validate" },
  ...{ repeat: 1, outcome, reason: "", rounds: 1, ticks: 0, cost: noUsage },
});

/** A parent's evidence and what a mutant would come to on every document. */
const contests = fc
  .array(
    fc.record({
      accepted: fc.integer({ min: 0, max: 3 }),
      more: fc.integer({ min: 0, max: 3 }),
      mutant: fc.constantFrom(...outcomes.slice(0, 2), ...outcomes),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((drawn) => {
    const documents = drawn.map((_, at) => asDocumentId(`d${at}`));
    const parent: Evidence = new Map(
      drawn.flatMap(({ accepted, more }, at) =>
        accepted + more === 0
          ? []
          : [[documents[at] as DocumentId, { accepted, conclusive: accepted + more }] as const],
      ),
    );
    const mutant = new Map(drawn.map(({ mutant }, at) => [documents[at], mutant] as const));
    return { documents, parent, mutant };
  });

/** The mutant's episodes as the waves ask for them. */
function inWaves({
  documents,
  parent,
  mutant,
}: {
  documents: DocumentId[];
  parent: Evidence;
  mutant: ReadonlyMap<DocumentId | undefined, Observation["outcome"]>;
}) {
  const run: Observation[] = [];
  for (;;) {
    const wave = policy.nextWave({ documents, parent, mutant: run });
    if (wave === null) return run;
    expect(wave.length).toBeGreaterThan(0);
    run.push(...wave.map((document) => observation(document, mutant.get(document) ?? "exhausted")));
  }
}

describe("waves of a mutant", () => {
  it("ask for no document twice, and stop only where the whole would be rejected even if it passed every document left", () => {
    fc.assert(
      fc.property(contests, (contest) => {
        const { documents, parent } = contest;
        const run = inWaves(contest);
        expect(new Set(run.map(({ document }) => document)).size).toBe(run.length);
        const rest = { documents, parent, parentRun: [], maxInconclusiveShare };
        const decided = policy.judge({ ...rest, mutant: run });
        if (run.length === documents.length) return;
        expect(decided.verdict).toBe("reject");
        const tried = new Set(run.map(({ document }) => document));
        for (const left of ["accepted", "exhausted"] as const) {
          const more = documents.filter((document) => !tried.has(document));
          const whole = [...run, ...more.map((document) => observation(document, left))];
          expect(policy.judge({ ...rest, mutant: whole }).verdict).not.toBe("accept");
        }
      }),
      { numRuns: 500 },
    );
  });

  it("try what the parent fails first, so that a mutant that is no better is seen soonest", () => {
    const documents = ["a", "b", "c"].map(asDocumentId);
    const rates = [1, 0, 0.5].map(
      (share, at) => [documents[at] as DocumentId, { accepted: 2 * share, conclusive: 2 }] as const,
    );
    expect(policy.nextWave({ documents, parent: new Map(rates), mutant: [] })).toEqual(["b", "c", "a"]);
  });
});

describe("acceptance", () => {
  const documents = ["a", "b"].map(asDocumentId);
  const [a, b] = documents as [DocumentId, DocumentId];
  const parent: Evidence = new Map([
    [a, { accepted: 1, conclusive: 4 }],
    [b, { accepted: 1, conclusive: 4 }],
  ]);
  const judge = (...results: Observation["outcome"][]) =>
    policy.judge({
      ...{ documents, parent, parentRun: [], maxInconclusiveShare },
      mutant: results.map((outcome, at) => observation(at === 0 ? a : b, outcome)),
    });

  it("asks for a strictly higher rate than all that is known of the parent", () => {
    expect(judge("accepted", "exhausted")).toMatchObject({
      verdict: "accept",
      because: "validation 1/2 > 2/8",
    });
    expect(judge("exhausted", "gave_up").verdict).toBe("reject");
  });

  it("pools the parent's fresh runs with the earlier ones", () => {
    const parentRun = [observation(a, "accepted"), observation(b, "accepted")];
    const mutant = [observation(a, "accepted"), observation(b, "exhausted")];
    const decided = policy.judge({ documents, parent, parentRun, mutant, maxInconclusiveShare });
    expect(decided).toMatchObject({ parent: { accepted: 4, conclusive: 10 }, verdict: "accept" });
  });

  it("measures nothing where too many documents are lost", () => {
    expect(judge("inconclusive", "accepted").verdict).toBe("not measured");
  });
});

describe("shrunk scores", () => {
  const member = (
    name: string,
    parent: string | null,
    accepted: number,
    conclusive: number,
  ): ScoredMember => ({
    ...{
      candidate: asTreeHash(name),
      commit: asCommitHash(name),
      score: 0,
      rateSum: 0,
      evaluations: 1,
      fruitless: 0,
    },
    parent: parent === null ? null : asTreeHash(parent),
    evidence: conclusive === 0 ? noEvidence : new Map([[asDocumentId("a"), { accepted, conclusive }]]),
  });

  it("lie between what was seen of a member and what is thought of its parent", () => {
    fc.assert(
      fc.property(fc.nat(25), fc.nat(25), (before, after) => {
        const [root, child] = shrunk(
          [member("root", null, before, 25), member("child", "root", after, 25)],
          20,
        );
        const seen = after / 25;
        const [low, high] = [Math.min(seen, root?.score ?? 0), Math.max(seen, root?.score ?? 0)];
        expect(child?.score).toBeGreaterThanOrEqual(low - 1e-12);
        expect(child?.score).toBeLessThanOrEqual(high + 1e-12);
      }),
    );
  });

  it("come to what was seen as evidence grows", () => {
    const [, few, many] = shrunk(
      [member("root", null, 5, 25), member("few", "root", 8, 10), member("many", "root", 8000, 10_000)],
      20,
    );
    expect(few?.score).toBeLessThan(0.6);
    expect(many?.score).toBeCloseTo(0.8, 2);
  });

  it("of a parent that is run again are asked for until it is known twice", () => {
    const twice = {
      ...member("m", null, 0, 0),
      evidence: new Map([[asDocumentId("a"), { accepted: 1, conclusive: 2 }]]),
    };
    expect(policy.runsParent(member("m", null, 1, 1))).toBe(true);
    expect(policy.runsParent(twice)).toBe(false);
  });
});
