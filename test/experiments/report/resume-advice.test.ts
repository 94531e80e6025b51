import { describe, expect, test } from "vitest";
import { parseDefinition } from "../../../experiments/definition/parse-definition.js";
import { type ResumeAdvice, resumeAdvice } from "../../../experiments/report/resume-advice.js";
import type { Observation } from "../../../inner/trajectory.js";
import { addUsage, noUsage, type Usage } from "../../../models/usage.js";
import type { DecisionEntry } from "../../../population/history/history.js";
import { minimalYaml } from "../definition/minimal.js";
import { documentOf, observationOf, treeOf } from "./made-up-run.js";

const candidate = treeOf("baseline");
const known: Usage = { calls: 10, inputTokens: 900, outputTokens: 100, costUsd: 0.5 };

/** So many episodes of the baseline, 10 calls, 1,000 tokens and 50 cents each; then whatever else was spent. */
interface Spent {
  readonly episodes: number;
  readonly each?: Usage;
  readonly bySeat?: Readonly<Record<string, Usage>>;
  readonly unfinished?: Usage;
  readonly decisions?: readonly DecisionEntry[];
  readonly minutes?: number;
  readonly split?: Observation["split"];
}

/** The minimal experiment has 2 validation and 2 test documents and 3 iterations. */
function advice(
  budget: string,
  spent: Spent,
  search = "minibatch: 2, final_test_repeats: 1",
): ResumeAdvice | null {
  const yaml = minimalYaml.replace("iterations: 3", `iterations: 3, ${search}`);
  const { definition } = parseDefinition(`${yaml}budget: ${budget}`, "x.yaml");
  const { episodes, each = known, bySeat = {}, unfinished = noUsage, decisions = [], minutes = 0 } = spent;
  const split = spent.split ?? "validation";
  const document = documentOf(split, 0);
  const place = {
    candidate,
    iteration: 0,
    phase: "validate-parent",
    document,
    split,
    purpose: "baseline",
  } as const;
  const observations = Array.from({ length: episodes }, (_, position) => ({
    ...observationOf({ ...place, position }, "accepted"),
    cost: each,
  }));
  const all = [...observations.map(({ cost }) => cost), ...Object.values(bySeat), unfinished];
  return resumeAdvice(
    {
      totals: {
        observations: () => observations,
        usage: () => ({ total: all.reduce(addUsage, noUsage), bySeat }),
        usageAsKnown: () => [],
        timeAtWork: () => minutes * 60_000,
      },
      decisions: { all: () => [...decisions], find: () => undefined },
    },
    definition,
  );
}

const decided = (kind: string, ...iterations: number[]): DecisionEntry[] =>
  iterations.map((iteration) => ({ iteration, kind, body: {} }));

describe("the advice to resume", () => {
  // 2 validation, 3 iterations of 2 + 2 * 2, 2 * 2 test: 24 episodes
  test("adds what the rest takes, and a quarter of that, to what is spent", () => {
    expect(advice("{ calls: 20 }", { episodes: 2 })).toEqual({
      limits: [{ flag: "--budget-calls", value: "300" }], // 20 + 1.25 * 22 * 10 = 295
      because: "about 220 calls and $11.00 more, 3 of 3 iterations to go",
    });
  });

  test("does not take calls of unfinished episodes for those of finished ones", () => {
    const unfinished = { ...known, calls: 400, costUsd: 20 };
    expect(advice("{ calls: 420 }", { episodes: 2, unfinished })?.limits[0]?.value).toBe("700"); // 420 + 275
  });

  test("counts the agents' part by iteration begun", () => {
    const bySeat = { analyzer: { ...known, calls: 4 }, implementer: { ...known, calls: 8 } };
    const decisions = [...decided("select", 1, 2), ...decided("outcome", 1)];
    const found = advice("{ calls: 92 }", { episodes: 8, bySeat, decisions });
    // 16 episodes are left, and 2 iterations with 6 calls of agents each
    expect(found?.because).toMatch(/^about 172 calls .* more, 2 of 3 iterations to go$/);
  });

  test("knows that finished tests are not run again", () => {
    const decisions = decided("outcome", 1, 2, 3);
    const found = advice("{ calls: 30 }", { episodes: 3, decisions, split: "test" });
    expect(found?.because).toMatch(/^about 10 calls /);
  });

  test("names every limit that is too small, and none that suffices", () => {
    const found = advice("{ usd: 1, tokens: 1000000, calls: 20, hours: 0.1 }", { episodes: 2, minutes: 6 });
    expect(found?.limits).toEqual([
      { flag: "--budget-usd", value: "15" }, // 1 + 1.25 * 11 = 14.75
      { flag: "--budget-calls", value: "300" },
      { flag: "--budget-hours", value: "1.5" }, // 0.1 + 1.25 * 1.1 = 1.475
    ]);
    expect(found?.because).toContain("about $11.00 and 220 calls and 1.1 hours more");
  });

  test.each([
    [0.001, 1, "0.03"],
    [12.3, 9, "370"],
    [1000, 9, "30000"],
  ])("rounds upwards to two digits, at $%s an episode", (costUsd, limit, value) => {
    const found = advice(`{ usd: ${limit * costUsd} }`, { episodes: 2, each: { ...known, costUsd } });
    expect(found?.limits).toEqual([{ flag: "--budget-usd", value }]); // 29.5 episodes
  });

  test("is none before an episode has ended", () => {
    expect(advice("{ calls: 20 }", { episodes: 0, unfinished: known })).toBeNull();
  });

  test("is none where nothing is known of what is limited, and leaves out a cost that is unknown", () => {
    const each = { calls: 10, inputTokens: null, outputTokens: null, costUsd: null };
    expect(advice("{ tokens: 20 }", { episodes: 2, each })).toBeNull();
    expect(advice("{ usd: 20 }", { episodes: 2, each })).toBeNull();
    expect(advice("{ calls: 20 }", { episodes: 2, each })?.because).toMatch(/^about 220 calls more, /);
  });

  test("is none without a limit, or where the limits suffice", () => {
    expect(advice("{}", { episodes: 2 })).toBeNull();
    expect(advice("{ calls: 300 }", { episodes: 2 })).toBeNull();
  });
});
