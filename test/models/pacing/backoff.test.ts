import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMs } from "../../../models/pacing/backoff.js";

const settings = { firstMs: 500, capMs: 60_000, retryAfterCapMs: 120_000 };
const failures = fc.integer({ min: 1, max: 200 });

test("a wait is between half and all of its doubled, capped length", () => {
  fc.assert(
    fc.property(fc.string(), failures, (key, count) => {
      const whole = Math.min(60_000, 500 * 2 ** (count - 1));
      const wait = backoffMs(settings, key, count, null);
      expect(wait).toBeGreaterThanOrEqual(whole / 2);
      expect(wait).toBeLessThanOrEqual(whole);
    }),
  );
});

test("what a provider asks for is honoured up to the cap", () => {
  fc.assert(
    fc.property(fc.string(), failures, fc.nat({ max: 10_000_000 }), (key, count, asked) => {
      const wait = backoffMs(settings, key, count, asked);
      expect(wait).toBeGreaterThanOrEqual(Math.min(asked, 120_000));
      expect(wait).toBeLessThanOrEqual(Math.max(60_000, Math.min(asked, 120_000)));
    }),
  );
});

test("the same call waits the same every time, different calls differently", () => {
  expect(backoffMs(settings, "a", 3, null)).toBe(backoffMs(settings, "a", 3, null));
  expect(backoffMs(settings, "a", 3, null)).not.toBe(backoffMs(settings, "b", 3, null));
});
