import fc from "fast-check";
import { expect, test } from "vitest";
import { Width } from "../../../models/pacing/width.js";

/** So many successes, each of a request that filled the width. */
function succeed(width: Width, times: number): void {
  for (let time = 0; time < times; time++) width.succeeded(true);
}

/** Successes until the width changes. */
function successesToNext(width: Width): number {
  const before = width.limit;
  let count = 0;
  while (width.limit === before) {
    width.succeeded(true);
    count++;
  }
  return count;
}

test("a burst is one measurement: the width falls to nine tenths of what was borne, however many refusals tell it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.nat(), (underWay, some) => {
      const refusals = 1 + (some % underWay);
      const width = new Width(600);
      width.refused(underWay);
      for (let more = 1; more < refusals; more++) width.refusedAlso();
      const borne = Math.max(1, underWay - refusals);
      expect(width.limit).toBe(Math.max(1, Math.floor(0.9 * borne)));
    }),
  );
});

test("after a refusal of one above 20 the width is back at 20 after two widths of successes, and rests there", () => {
  const width = new Width(64);
  width.refused(21);
  expect([width.limit, successesToNext(width), successesToNext(width), width.limit]).toEqual([
    18, 18, 19, 20,
  ]);
  succeed(width, 63);
  expect(width.limit).toBe(20);
  succeed(width, 1);
  expect(width.limit).toBe(21);
});

test("the oftener one above was refused the more rarely it is tried", () => {
  const width = new Width(64);
  const rests = [];
  for (let time = 0; time < 6; time++) {
    width.refused(9);
    successesToNext(width);
    rests.push(successesToNext(width));
  }
  expect(rests).toEqual([64, 128, 256, 512, 512, 512]);
});

test("another ceiling than before is tried as often as a first one", () => {
  const width = new Width(64);
  for (const underWay of [9, 9, 9, 8]) {
    width.refused(underWay);
    while (width.limit < underWay - 1) width.succeeded(true);
  }
  expect(successesToNext(width)).toBe(64);
});

test("nothing above the ceiling is tried while a refusal would cost too much", () => {
  const width = new Width(64);
  width.refused(9);
  for (let success = 0; success < 10_000; success++) width.succeeded(false);
  expect(width.limit).toBe(8);
  width.succeeded(true);
  expect(width.limit).toBe(9);
});

test("a raised limit is found in ever longer strides", () => {
  const width = new Width(64);
  width.refused(9);
  while (width.limit < 9) width.succeeded(true);
  let successes = 0;
  for (; width.limit < 64; successes++) width.succeeded(true);
  expect(successes).toBeLessThan(200); // one by one it would be 1980
  succeed(width, 1000);
  expect(width.limit).toBe(64);
});

test("the width stays between one and what is configured, whatever happens", () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant("succeeded" as const), times: fc.integer({ min: 1, max: 700 }) }),
    fc.record({ kind: fc.constant("refused" as const), times: fc.integer({ min: 1, max: 5 }) }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.array(event, { maxLength: 40 }), (configured, events) => {
      const width = new Width(configured);
      for (const { kind, times } of events) {
        if (kind === "succeeded") succeed(width, times);
        else {
          width.refused(width.limit);
          for (let more = 1; more < Math.min(times, width.limit); more++) width.refusedAlso();
        }
        expect(width.limit).toBeGreaterThanOrEqual(1);
        expect(width.limit).toBeLessThanOrEqual(configured);
      }
    }),
  );
});
