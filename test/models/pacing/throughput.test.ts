import { expect, test } from "vitest";
import { throughput } from "./limited-endpoint.js";

const always = (limit: number) => () => limit;

test.each([
  [1, 30, null],
  [3, 40, 1000],
  [8, 30, null],
  [8, 50, 1000],
  [20, 20, 200],
  [50, 40, null],
])(
  "an endpoint for %i at once (%i ms, Retry-After %s) is kept busy and refuses next to nothing",
  async (limit, latencyMs, retryAfterMs) => {
    const endpoint = { parallel: always(limit), latencyMs, retryAfterMs };
    const { ofIdeal, refused } = await throughput(endpoint, {
      callers: 96,
      calls: 400 * limit,
      concurrency: 64,
    });
    expect(ofIdeal).toBeGreaterThan(0.9);
    expect(refused).toBeLessThan(0.02);
  },
);

test("a limit that is lowered and raised on the way is followed", async () => {
  const parallel = (answered: number) => (answered < 3000 ? 20 : answered < 5000 ? 6 : 30);
  const endpoint = { parallel, latencyMs: 30, retryAfterMs: 500 };
  const { ofIdeal, refused } = await throughput(endpoint, { callers: 96, calls: 15_000, concurrency: 64 });
  expect(ofIdeal).toBeGreaterThan(0.8);
  expect(refused).toBeLessThan(0.02);
});
