import { describe, expect, test } from "vitest";
import { estimateScreen, suggestedBudget } from "../../../experiments/estimate/estimate-screen.js";
import type { Projection, SeatProjection } from "../../../experiments/estimate/projection.js";
import { seats } from "../../../models/chat.js";

const range = (value: number, low = value, high = value) => ({ value, low, high });
const seat: SeatProjection = {
  calls: range(1000, 800, 1234.5),
  inputTokens: range(1_500_000, 1_000_000, 2_000_000),
  outputTokens: range(42_123),
  costUsd: range(12, 10, 14.01),
};

function projection(total: Partial<SeatProjection> = {}, weak: Partial<SeatProjection> = {}): Projection {
  const bySeat = Object.fromEntries(
    seats.map((name) => [name, name === "weak" ? { ...seat, ...weak } : seat]),
  );
  return {
    bySeat: bySeat as Projection["bySeat"],
    total: { ...seat, ...total },
    ms: range(90_000, 60_000, 3_600_000),
  };
}

const facts = {
  episodes: 7,
  documents: 5,
  edited: true,
  plannedEpisodes: 420,
  iterations: 12,
  runs: 1,
  pilot: { calls: 331, inputTokens: 600_000, outputTokens: 79_123, costUsd: 0.25 },
  power: ["power of 12 documents"],
  tooSmall: ["12 iterations", "2 documents"],
};
const rowOf = (name: string, ...changes: Parameters<typeof projection>) =>
  estimateScreen(projection(...changes), facts)
    .split("\n")
    .find((line) => line.trim().startsWith(name));

describe("the table of an estimate", () => {
  test("gives values in three leading digits with their range, and none where it cannot be told", () => {
    expect(rowOf("judge")?.trim()).toMatch(
      /^judge +1,000 \[800, 1,230\] +1\.5 M \[1\.0 M, 2\.0 M\] +42,100 +\$12\.00 \[\$10\.00, \$14\.01\]$/,
    );
  });

  test("tells unpriced, uncounted and free apart", () => {
    expect(rowOf("weak", {}, { costUsd: null })).toMatch(/ unpriced$/);
    expect(rowOf("weak", {}, { costUsd: null, outputTokens: null })).toMatch(/ unknown +unknown$/);
    expect(rowOf("weak", {}, { costUsd: range(0) })).toMatch(/ nothing$/);
  });

  test("says what the pilot has done already", () => {
    expect(rowOf("done already")).toContain("331 calls, 679,000 tokens, $0.2500");
  });
});

test("an estimate ends with what can be told, and what is too small", () => {
  const lines = estimateScreen(projection(), facts).split("\n");
  expect(lines.slice(-3)).toEqual([
    "  power of 12 documents",
    "  beware: 12 iterations",
    "  beware: 2 documents",
  ]);
});

describe("the suggested budget", () => {
  test("is half as much again as the upper end, in dollars where the cost is known", () => {
    expect(suggestedBudget([projection()])).toBe("--budget-usd 22");
  });

  test("is in calls, by the thousand, where the cost is unknown or nothing", () => {
    expect(suggestedBudget([projection({ costUsd: null })])).toBe("--budget-calls 2000");
    expect(suggestedBudget([projection({ costUsd: range(0) })])).toBe("--budget-calls 2000");
  });

  test("is that of all runs together, in calls when the cost of one is unknown", () => {
    expect(suggestedBudget([projection(), projection()])).toBe("--budget-usd 43");
    expect(suggestedBudget([projection(), projection({ costUsd: null })])).toBe("--budget-calls 4000");
  });

  test("is none for a run that asks nothing", () => {
    expect(suggestedBudget([projection({ costUsd: null, calls: range(0) })])).toBeNull();
  });
});
