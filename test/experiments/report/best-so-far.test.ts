import { describe, expect, it } from "vitest";
import { leaderAfter } from "../../../experiments/report/best-so-far.js";
import { loggedOutcomes } from "../../../experiments/report/logged-decisions.js";
import { type ValidationEvaluation, validationEvaluations } from "../../../experiments/report/pass-rate.js";
import { asDocumentId } from "../../../foundation/ids.js";
import { bestMember, type FinishedIteration, populationView } from "../../../outer/population-view.js";
import { commitOf, treeOf } from "./made-up-run.js";
import { madeUpSearch } from "./made-up-search.js";

const [base, a, b] = [treeOf("base"), treeOf("a"), treeOf("b")];
const evaluation = (iteration: number, candidate: typeof base, accepted: number, conclusive = 10) => ({
  iteration,
  candidate,
  rate: { accepted, conclusive },
});

const asEvidence = ({ candidate, rate }: Pick<ValidationEvaluation, "candidate" | "rate">) => ({
  candidate,
  evidence: new Map([[asDocumentId("d".repeat(16)), rate]]),
});

describe("the best so far", () => {
  it("falls when a lucky leader is evaluated again", () => {
    const joined = [
      { iteration: 0, candidate: base },
      { iteration: 1, candidate: a },
    ];
    const evaluations = [
      evaluation(0, base, 2),
      evaluation(1, a, 6),
      evaluation(2, a, 0),
      evaluation(2, b, 1),
    ];
    const leaders = leaderAfter([0, 1, 2], joined, evaluations);
    expect(leaders.map((leader) => leader?.score)).toEqual([0.2, 0.6, 0.3]);
    expect(leaders.at(-1)).toEqual({ candidate: a, score: 0.3, evaluations: 2 });
  });

  it("never counts a rejected mutant, whatever it scored", () => {
    const evaluations = [evaluation(0, base, 2), evaluation(1, a, 9)];
    const [, leader] = leaderAfter([0, 1], [{ iteration: 0, candidate: base }], evaluations);
    expect(leader?.candidate).toBe(base);
  });

  it("is unknown until a member was measured", () => {
    expect(leaderAfter([0], [{ iteration: 0, candidate: base }], [evaluation(0, base, 0, 0)])).toEqual([
      null,
    ]);
  });

  it("agrees with the search's own choice after every iteration of long searches", () => {
    for (const seed of [1, 2, 3]) {
      const run = madeUpSearch({ iterations: 60, validation: 10, test: 0, seed });
      const evaluations = validationEvaluations(run.observations);
      const finished: FinishedIteration[] = [
        {
          iteration: 0,
          outcome: null,
          candidate: { tree: base, commit: commitOf(base), member: true },
          evaluations: evaluations.filter(({ iteration }) => iteration === 0).map(asEvidence),
        },
        ...loggedOutcomes(run.decisions).map(({ iteration, body }) => ({
          iteration,
          outcome: body,
          candidate:
            body.candidate === null
              ? null
              : {
                  tree: body.candidate,
                  commit: commitOf(body.candidate),
                  member: body.outcome === "accepted",
                },
          evaluations: evaluations.filter((one) => one.iteration === iteration).map(asEvidence),
        })),
      ];
      const joined = finished.flatMap(({ iteration, candidate }) =>
        candidate?.member ? [{ iteration, candidate: candidate.tree }] : [],
      );
      const iterations = finished.map(({ iteration }) => iteration);
      const expected = iterations.map((_, index) => {
        const { candidate, score } = bestMember(populationView(finished.slice(0, index + 1)));
        return { candidate, score };
      });
      const leaders = leaderAfter(iterations, joined, evaluations);
      expect(leaders.map((leader) => ({ candidate: leader?.candidate, score: leader?.score }))).toEqual(
        expected,
      );
    }
  });
});
