import { describe, expect, it } from "vitest";
import { asCommitHash, asDocumentId, asTreeHash } from "../../foundation/ids.js";
import type { IterationOutcome } from "../../outer/decisions.js";
import { noEvidence } from "../../outer/evidence.js";
import { bestMember, type FinishedIteration, populationView } from "../../outer/population-view.js";

const tree = asTreeHash;
const document = asDocumentId("d".repeat(16));
const evaluation = (candidate: string, accepted: number, conclusive: number) => ({
  candidate: tree(candidate),
  evidence: conclusive === 0 ? noEvidence : new Map([[document, { accepted, conclusive }]]),
});

const ending = { because: "", summary: "", candidate: null, parentRate: null, mutantRate: null };

function finished(
  iteration: number,
  candidate: string | null,
  member: boolean,
  ...evaluations: FinishedIteration["evaluations"][number][]
): FinishedIteration {
  return {
    iteration,
    outcome: null,
    candidate:
      candidate === null ? null : { tree: tree(candidate), commit: asCommitHash(`c-${candidate}`), member },
    evaluations,
  };
}

describe("the population that an iteration sees", () => {
  const all = [
    finished(0, "base", true, evaluation("base", 1, 10)),
    finished(1, "one", true, evaluation("base", 3, 10), evaluation("one", 6, 10)),
    finished(2, "two", false, evaluation("one", 2, 10), evaluation("two", 1, 10)),
    finished(3, null, false),
  ];

  it("scores a member by the mean over all its evaluations", () => {
    const { members } = populationView(all);
    expect(members.map(({ candidate, score, evaluations }) => [candidate, score, evaluations])).toEqual([
      ["base", 0.2, 2],
      ["one", 0.4, 2],
    ]);
  });

  it("knows rejected candidates too, and forgets what it may not see", () => {
    expect([...populationView(all).known.keys()]).toEqual(["base", "one", "two"]);
    expect(populationView(all.slice(0, 2)).members[1]?.score).toBe(0.6);
  });

  it("counts what came to nothing of a member, until one of its mutants joins; a provider's fault counts for nothing", () => {
    const of = (...outcomes: IterationOutcome[]) =>
      populationView([
        finished(0, "base", true, evaluation("base", 1, 10)),
        ...outcomes.map((outcome, at) => ({
          ...finished(at + 1, null, false),
          outcome: { ...ending, outcome, parent: tree("base") },
        })),
      ]).members[0]?.fruitless;
    expect(of()).toBe(0);
    expect(of("rejected", "duplicate", "no change", "invalid")).toBe(4);
    expect(of("rejected", "inconclusive")).toBe(1);
    expect(of("rejected", "duplicate", "accepted")).toBe(0);
    expect(of("rejected", "accepted", "rejected")).toBe(1);
  });

  it("leaves out evaluations in which nothing was conclusive", () => {
    const view = populationView([finished(0, "base", true, evaluation("base", 0, 0))]);
    expect(view.members[0]).toMatchObject({ score: 0, evaluations: 0 });
  });

  it("ends with the member of the highest mean, on a tie the one evaluated more often, then the older", () => {
    expect(bestMember(populationView(all)).candidate).toBe("one");
    const tied = [
      finished(0, "base", true, evaluation("base", 1, 2)),
      finished(1, "late", true, evaluation("late", 1, 2)),
    ];
    expect(bestMember(populationView(tied)).candidate).toBe("base");
    const often = [...tied, finished(2, null, false, evaluation("late", 1, 2))];
    expect(bestMember(populationView(often)).candidate).toBe("late");
    expect(() => bestMember(populationView([]))).toThrow(RangeError);
  });
});
