import fc from "fast-check";
import { expect, test } from "vitest";
import { fixedWindow, type Load, parallel, throughput, tokenBucket } from "./limited-endpoint.js";

const load: Load = {
  latencyMs: [20, 50],
  concurrency: 64,
  callers: 96,
  warmUpMs: 10_000,
  measureMs: 20_000,
};
/** Answers as long ones of real models take. */
const long: Load = {
  latencyMs: [20_000, 40_000],
  concurrency: 512,
  callers: 600,
  warmUpMs: 900_000,
  measureMs: 1_800_000,
};
const mean = ([least, most]: Load["latencyMs"]) => (least + most) / 2000;

test("an endpoint for so many at once is kept busy and refuses next to nothing, whatever it says to wait", async () => {
  const spread = fc.tuple(fc.integer({ min: 10, max: 60 }), fc.integer({ min: 0, max: 80 }));
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 0, max: 60 }),
      spread,
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom(null, 0, 50, 1000, 4000),
      fc.nat(),
      async (limit, more, [least, span], refusalMs, retryAfterMs, seed) => {
        const latencyMs = [least, least + span] as const;
        const concurrency = limit + more;
        const callers = concurrency + 32;
        const stretch = Math.max(1, (40 * mean(latencyMs)) / limit);
        const [warmUpMs, measureMs] = [10_000 * stretch, 20_000 * stretch];
        const measured = await throughput(
          parallel(() => limit, retryAfterMs),
          { latencyMs, concurrency, callers, refusalMs, seed, warmUpMs, measureMs },
        );
        expect(measured.servedPerSecond).toBeGreaterThan((0.9 * limit) / mean(latencyMs));
        expect(measured.refused).toBeLessThan(0.02);
      },
    ),
    { numRuns: 12 },
  );
});

test.each([8, 20])("even when an endpoint for %i at once makes everybody wait for 10 s", async (limit) => {
  const measured = await throughput(
    parallel(() => limit, 10_000),
    { ...load, warmUpMs: 100_000, measureMs: 230_000 },
  );
  expect(measured.servedPerSecond).toBeGreaterThan((0.9 * limit) / mean(load.latencyMs));
  expect(measured.refused).toBeLessThan(0.02);
});

test.each([
  ["raised from 8 to 20", 8, 20],
  ["lowered from 20 to 6", 20, 6],
])("a limit that is %s is found", async (_, before, after) => {
  const measured = await throughput(
    parallel((now) => (now < 10_000 ? before : after), 1000),
    { ...load, warmUpMs: 20_000 },
  );
  expect(measured.servedPerSecond).toBeGreaterThan((0.9 * after) / mean(load.latencyMs));
  expect(measured.refused).toBeLessThan(0.02);
});

test.each([
  ["10 a second, 10 saved up, exact waits", () => tokenBucket(10, 10, 1), 10],
  ["10 a second, 10 saved up, waits in seconds", () => tokenBucket(10, 10, 1000), 10],
  ["100 a second, 100 saved up, waits in seconds", () => tokenBucket(100, 100, 1000), 100],
  ["600 a minute, counted anew every minute", () => fixedWindow(600, 60_000), 10],
] as const)(
  "an endpoint that bears %s is asked that often and refuses next to nothing",
  async (_, limit, ideal) => {
    const measured = await throughput(limit(), { ...load, warmUpMs: 60_000, measureMs: 240_000 });
    expect(measured.servedPerSecond).toBeGreaterThan(0.9 * ideal);
    expect(measured.refused).toBeLessThan(0.02);
  },
);

test.each([
  ["100 at once", () => parallel(() => 100, null), 100 / 30],
  ["8 at once", () => parallel(() => 8, 1000), 8 / 30],
  ["5 a second", () => tokenBucket(5, 300, 1000), 5],
  ["300 a minute", () => fixedWindow(300, 60_000), 5],
] as const)(
  "with answers of half a minute, too, an endpoint that bears %s is kept busy",
  async (_, limit, ideal) => {
    const measured = await throughput(limit(), long);
    expect(measured.servedPerSecond).toBeGreaterThan(0.9 * ideal);
    expect(measured.refused).toBeLessThan(0.02);
  },
);
