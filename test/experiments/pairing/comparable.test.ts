import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Identity } from "../../../experiments/identity.js";
import { requireComparable, whyIncomparable } from "../../../experiments/pairing/comparable.js";
import { ExperimentFolder, type SmallExperiment } from "../small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

const documents = new Set(["a", "b", "c"]);
let plain: Identity;
beforeAll(async () => {
  plain = (await folder.prepare("plain")).identity;
});

/** Why a run with a change cannot be compared with one without it. */
async function reasons(change: (experiment: SmallExperiment) => void): Promise<string[]> {
  const { identity } = await folder.prepare("other", change);
  return whyIncomparable({ run: "A", identity: plain, documents }, { run: "B", identity, documents });
}

describe("runs", () => {
  it("can be compared whatever their seed, splits, search and the models that edit", async () => {
    expect(
      await reasons((experiment) => {
        Object.assign(experiment, { name: "another", seed: 6, splits: { train: 2, validation: 3, test: 1 } });
        Object.assign(experiment.search, { policy: "efficient", iterations: 5, edits: "prompts" });
        experiment.models["analyzer"] = { model: "simulated-other" };
        experiment.models["implementer"] = { model: "simulated-other" };
      }),
    ).toEqual([]);
  });

  it.each([
    [{ referee: "strict" }, ["referee: A has paper, B strict"]],
    [{ evaluation: { attempts: 5 } }, ["evaluation.attempts: A has 3, B 5"]],
    [{ limits: { rounds: 4 } }, ["limits.rounds: A has 3, B 4"]],
    [{ solvers: { weak: { samples: 3 } } }, [/^solvers: A has plain, B \{"weak":.*"samples":3/]],
    [{ evaluation: { acceptance: "blog_strict" } }, [/^evaluation\.acceptance\./]],
  ])("cannot with %j, and both values are named", async (change, expected) => {
    const found = await reasons((experiment) => Object.assign(experiment, change));
    expect(found).not.toEqual([]);
    for (const sentence of expected) expect(found.join("\n")).toMatch(sentence);
  });

  it("cannot when another model takes part in an episode", async () => {
    const found = await reasons(({ models }) => {
      models["judge"] = { model: "simulated-judge-2" };
    });
    expect(found).toEqual([
      expect.stringMatching(/^models\.judge\.model: A has simulated-\S+, B simulated-judge-2$/),
    ]);
  });

  it("cannot on other documents, and it is told how many are the same", () => {
    const a = { run: "A", identity: plain, documents };
    const b = { run: "B", identity: plain, documents: new Set(["b", "c", "d", "e"]) };
    expect(() => requireComparable([a, a])).not.toThrow();
    expect(() => requireComparable([a, a, b])).toThrow(
      "do not measure the same thing:\n  corpus: A has 3 documents, B 4, and 2 of them are the same text",
    );
  });
});
