import fc from "fast-check";
import { expect, test } from "vitest";
import { Ramp } from "../../../models/pacing/ramp.js";

test("nobody is let in before it opens, and no two more than the first at one moment", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16 }), fc.nat({ max: 1e6 }), (first, since) => {
      const ramp = new Ramp(first, since);
      const times = Array.from({ length: 200 }, (_, number) => ramp.opensAt(number + 1));
      expect(times.slice(0, first)).toEqual(Array(first).fill(since));
      for (let number = first; number < times.length; number++) {
        expect(times[number]).toBeGreaterThan(times[number - 1] ?? since);
      }
    }),
  );
});

test("without any answer the number doubles every second", () => {
  const ramp = new Ramp(1, 5000);
  expect([1, 2, 4, 64].map((underWay) => ramp.opensAt(underWay))).toEqual([5000, 6000, 7000, 11_000]);
});

test("every success of a request sent since makes room for one more at once; earlier ones do not", () => {
  const ramp = new Ramp(2, 5000);
  ramp.succeeded(4999);
  expect(ramp.opensAt(3)).toBeGreaterThan(5000);
  ramp.succeeded(5000);
  expect(ramp.opensAt(3)).toBe(5000);
  expect(ramp.opensAt(4)).toBeGreaterThan(5000);
});
