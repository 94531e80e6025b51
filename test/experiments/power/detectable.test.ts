import { describe, expect, it, test } from "vitest";
import { gateDetects, gatePower, meansOf, testDetects } from "../../../experiments/power/detectable.js";
import { assumedRate, pilotRate, powerLines } from "../../../experiments/power/power-screen.js";

const means = { validation: 25, parentRuns: 1, test: 25, testRepeats: 1 };

describe("what the gate detects", () => {
  it("is the smallest gain that is accepted four times in five", () => {
    const gain = gateDetects(means, 0.3) ?? Number.NaN;
    expect(gatePower(means, 0.3, gain)).toBeGreaterThanOrEqual(0.8);
    expect(gatePower(means, 0.3, gain - 0.01)).toBeLessThan(0.8);
  });

  it("shrinks with documents, and with runs of the parent", () => {
    const gains = [12, 25, 50, 100].map((validation) => gateDetects({ ...means, validation }, 0.5));
    expect(gains).toEqual([0.21, 0.14, 0.1, 0.07]);
    expect(gateDetects({ ...means, parentRuns: 2 }, 0.5)).toBe(0.12);
  });

  it("is nothing where one document cannot show it", () => {
    expect(gateDetects({ ...means, validation: 1 }, 0.5)).toBeNull();
  });
});

describe("what the final test detects", () => {
  it("shrinks with documents and repeats", () => {
    const gains = [
      [25, 1],
      [25, 3],
      [100, 3],
    ].map(([documents = 0, testRepeats = 0]) => testDetects({ ...means, test: documents, testRepeats }, 0.5));
    expect(gains).toEqual([...gains].sort((a, b) => Number(b) - Number(a)));
    expect(new Set(gains).size).toBe(3);
  });

  it("is nothing with fewer documents than an interval needs", () => {
    expect(testDetects({ ...means, test: 9, testRepeats: 20 }, 0.5)).toBeNull();
    expect(testDetects({ ...means, test: 0 }, 0.5)).toBeNull();
  });
});

test("parents are compared by one fresh run under paper and by all their runs under efficient", () => {
  const of = (policy: Parameters<typeof meansOf>[0]["search"]["policy"]) =>
    meansOf({
      splits: { train: 1, validation: 2, test: 3 },
      search: { policy, finalTestRepeats: 4 } as Parameters<typeof meansOf>[0]["search"],
    }).parentRuns;
  expect([of("paper"), of("efficient")]).toEqual([1, 2]);
});

test("power is told in lines, and where the rate is from", () => {
  const text = powerLines(means, pilotRate({ accepted: 3, conclusive: 8 })).join("\n");
  expect(text).toContain("the baseline passes 40 % (3 of 8 episodes of the pilot");
  expect(text).toContain(
    "25 validation documents x 1 run, against a fresh run of the parent, detects a gain of about 14 points",
  );
  expect(text).toMatch(/accepted with probability +44 % +59 % +72 % +90 %/);
  expect(pilotRate({ accepted: 0, conclusive: 0 })).toBe(assumedRate);
});
