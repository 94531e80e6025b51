import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asDocumentId, asTicket, asTreeHash } from "../../../foundation/ids.js";
import type { Observation, Outcome } from "../../../inner/trajectory.js";
import { noUsage } from "../../../models/usage.js";
import { rateOf, strictlyBetter } from "../../../outer/policies/accept-mutant.js";

function run(outcomes: readonly Outcome[]): Observation[] {
  return outcomes.map((outcome, index) => ({
    ticket: asTicket(index),
    candidate: asTreeHash("tree"),
    document: asDocumentId(`document-${index}`),
    split: "validation",
    purpose: "validate",
    repeat: 1,
    outcome,
    reason: "",
    rounds: 1,
    ticks: 1,
    cost: noUsage,
  }));
}

const yes = "accepted";
const no = "exhausted";
const lost = "inconclusive";

describe("the paper's acceptance of a mutant", () => {
  it("accepts a strictly higher rate and rejects an equal one", () => {
    expect(strictlyBetter(run([yes, no, no]), run([yes, yes, no]), 0.2).verdict).toBe("accept");
    expect(strictlyBetter(run([yes, no, no]), run([no, yes, no]), 0.2)).toMatchObject({
      verdict: "reject",
      because: "validation 1/3 ≤ 1/3",
    });
  });

  it("counts every conclusive failure, whatever its kind", () => {
    const { mutant } = strictlyBetter(run([no, no]), run(["harness_failed", "gave_up"]), 0.2);
    expect(mutant).toEqual({ accepted: 0, conclusive: 2 });
  });

  it("compares only documents that are conclusive for both", () => {
    const parent = run([yes, yes, no, no, no, no, no, no, no, lost]);
    const mutant = run([yes, no, no, no, no, no, no, no, no, yes]);
    const accept = strictlyBetter(parent, mutant, 0.2);
    expect(accept.mutant).toEqual({ accepted: 1, conclusive: 9 });
    expect(accept.verdict).toBe("reject");
  });

  it("measures nothing when too many documents are inconclusive", () => {
    const accept = strictlyBetter(run([yes, lost, no]), run([yes, yes, yes]), 0.2);
    expect(accept).toMatchObject({
      verdict: "not measured",
      because: "1 of 3 documents are inconclusive: not enough evidence",
    });
    expect(strictlyBetter(run([lost]), run([lost]), 1).verdict).toBe("not measured");
  });

  it("leaves out documents that either skipped, which are no missing evidence", () => {
    const parent = run([yes, "skipped", no, no]);
    const mutant = run([yes, "skipped", yes, "skipped"]);
    expect(strictlyBetter(parent, mutant, 0)).toMatchObject({
      parent: { accepted: 1, conclusive: 2 },
      mutant: { accepted: 2, conclusive: 2 },
      verdict: "accept",
    });
    expect(rateOf(mutant)).toEqual({ accepted: 2, conclusive: 2 });
    expect(strictlyBetter(run(["skipped"]), run(["skipped"]), 1).verdict).toBe("not measured");
  });

  it("never accepts in both directions", () => {
    const outcomes = fc.array(fc.constantFrom<Outcome>(yes, no, lost), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(outcomes, outcomes, (a, b) => {
        const forwards = strictlyBetter(run(a), run(b), 0.5).verdict;
        const backwards = strictlyBetter(run(b), run(a), 0.5).verdict;
        expect([forwards, backwards].filter((verdict) => verdict === "accept").length).toBeLessThan(2);
        expect(forwards === "not measured").toBe(backwards === "not measured");
      }),
    );
  });
});
