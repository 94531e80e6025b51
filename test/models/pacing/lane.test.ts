import fc from "fast-check";
import { expect, test } from "vitest";
import { Lane, type Slot } from "../../../models/pacing/lane.js";
import { type FakeClock, fakeClock, turn } from "../fake-clock.js";

const settings = { firstMs: 500, capMs: 60_000 };

function laneOf(configured: number, clock: FakeClock = fakeClock()): Lane {
  return new Lane(configured, clock, settings);
}

const enterAll = (lane: Lane, count: number) =>
  Promise.all(Array.from({ length: count }, () => lane.enter()));

/** Counts those who come in of `count` who want to. */
function wanting(lane: Lane, count: number): { readonly slots: Slot[] } {
  const slots: Slot[] = [];
  for (let caller = 0; caller < count; caller++) void lane.enter().then((slot) => slots.push(slot));
  return { slots };
}

/** Ends requests that are under way. */
function end(lane: Lane, slots: readonly Slot[], how: (slot: Slot) => void): void {
  for (const slot of slots) {
    how(slot);
    lane.leave();
  }
}

test("no more than the width are inside, and the rest come in in order", async () => {
  const lane = laneOf(2);
  const entered: number[] = [];
  const all = [0, 1, 2, 3].map((number) => lane.enter().then(() => entered.push(number)));
  await turn();
  expect(entered).toEqual([0, 1]);
  lane.leave();
  await turn();
  expect(entered).toEqual([0, 1, 2]);
  lane.leave();
  await Promise.all(all);
  expect(entered).toEqual([0, 1, 2, 3]);
});

test("one who gives up waiting frees no place and loses none for others", async () => {
  const lane = laneOf(1);
  const controller = new AbortController();
  await lane.enter();
  const impatient = lane.enter(controller.signal);
  const patient = lane.enter();
  controller.abort(new Error("enough"));
  await expect(impatient).rejects.toThrow("enough");
  lane.leave();
  await patient;
});

test("a burst narrows once, to nine tenths of what was borne, and nobody comes in until enough have left", async () => {
  const lane = laneOf(12);
  const slots = await enterAll(lane, 12);
  const waiting = wanting(lane, 12);
  end(lane, slots.slice(10), (slot) => lane.limited(slot, 1000));
  expect(lane.limit).toBe(9);
  await turn();
  expect(waiting.slots).toHaveLength(0);
  end(lane, slots.slice(0, 3), (slot) => lane.succeeded(slot));
  await turn();
  expect(waiting.slots).toHaveLength(2);
});

test("a refusal of a request from before the last burst but one changes nothing", async () => {
  const lane = laneOf(16);
  const slots = await enterAll(lane, 16);
  end(lane, slots.slice(0, 1), (slot) => lane.limited(slot, 0));
  end(lane, slots.slice(1, 8), (slot) => lane.succeeded(slot));
  end(lane, await enterAll(lane, 3), (slot) => lane.limited(slot, 0));
  const { limit } = lane;
  end(lane, slots.slice(8), (slot) => lane.limited(slot, 0));
  expect(lane.limit).toBe(limit);
});

test("faults that are no rate limits leave the width alone", async () => {
  const lane = laneOf(8);
  end(lane, await enterAll(lane, 8), () => {});
  expect(lane.limit).toBe(8);
});

test("a new lane opens gradually: sixteen at once, then more as time goes by or requests succeed", async () => {
  const clock = fakeClock();
  const lane = laneOf(512, clock);
  const { slots } = wanting(lane, 512);
  await turn();
  expect(slots).toHaveLength(16);
  await clock.advance(1000);
  expect(slots).toHaveLength(32);
  end(lane, slots.slice(0, 10), (slot) => lane.succeeded(slot));
  await turn();
  expect(slots).toHaveLength(32 + 10 + 10);
  await clock.advance(4000);
  expect(slots).toHaveLength(512);
});

test("a long pause is kept by everybody, and nobody starts in a herd after it", async () => {
  const clock = fakeClock();
  const lane = laneOf(64, clock);
  await clock.advance(2000);
  const slots = await enterAll(lane, 64);
  end(lane, slots.slice(0, 1), (slot) => lane.limited(slot, 30_000));
  end(lane, slots.slice(1), (slot) => lane.succeeded(slot));
  const waiting = wanting(lane, 64);
  await clock.advance(29_999);
  expect(waiting.slots).toHaveLength(0);
  await clock.advance(10_000);
  const starts = waiting.slots.map((slot) => slot.sentAt);
  expect(starts).toHaveLength(lane.limit);
  expect(new Set(starts).size).toBe(starts.length);
});

test("a lane begins with one again when its endpoint comes back", async () => {
  const clock = fakeClock();
  const lane = laneOf(64, clock);
  lane.beginAgain();
  const { slots } = wanting(lane, 64);
  await turn();
  expect(slots).toHaveLength(1);
  await clock.advance(6000);
  expect(slots).toHaveLength(64);
});

test("a short pause after too many at once holds up nobody else", async () => {
  const lane = laneOf(8);
  const slots = await enterAll(lane, 8);
  const waiting = wanting(lane, 8);
  end(lane, slots.slice(0, 1), (slot) => lane.limited(slot, 1000));
  end(lane, slots.slice(1), (slot) => lane.succeeded(slot));
  await turn();
  expect(waiting.slots).toHaveLength(lane.limit);
});

test.each([
  ["nothing else is under way", 1, 0],
  ["narrowing was in vain", 8, 1],
])("the pause is kept by everybody when %s: the endpoint was asked too often", async (_, first, again) => {
  const clock = fakeClock();
  const lane = laneOf(8, clock);
  const slots = await enterAll(lane, first);
  end(lane, slots, (slot) => lane.limited(slot, 1000));
  if (again > 0) end(lane, await enterAll(lane, again), (slot) => lane.limited(slot, 1000));
  const waiting = wanting(lane, 1);
  await clock.advance(999);
  expect(waiting.slots).toHaveLength(0);
  await clock.advance(1);
  expect(waiting.slots).toHaveLength(1);
});

test("while every request is refused pauses of our own grow up to the cap", async () => {
  const clock = fakeClock(() => true);
  const lane = laneOf(8, clock);
  const starts: number[] = [];
  for (let time = 0; time < 10; time++) {
    const slot = await lane.enter();
    starts.push(slot.sentAt);
    end(lane, [slot], () => lane.limited(slot, 0));
  }
  const pauses = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test("nobody who gave up leaves a timer behind", async () => {
  const clock = fakeClock();
  const lane = laneOf(8, clock);
  end(lane, await enterAll(lane, 1), (slot) => lane.limited(slot, 60_000));
  const controller = new AbortController();
  const waiting = [lane.enter(controller.signal), lane.enter(controller.signal)];
  await turn();
  expect(clock.sleepers()).toBe(1);
  controller.abort(new Error("enough"));
  for (const one of waiting) await expect(one).rejects.toThrow("enough");
  expect(clock.sleepers()).toBe(0);
});

test("whatever happens, no more are inside than allowed, all come in, and in order", async () => {
  const happening = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant("enter" as const), count: fc.integer({ min: 1, max: 20 }) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant("succeed" as const), count: fc.integer({ min: 1, max: 20 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant("limited" as const), count: fc.integer({ min: 1, max: 5 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("advance" as const),
        count: fc.integer({ min: 1, max: 20_000 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("begin again" as const), count: fc.constant(0) }) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.array(happening, { maxLength: 30 }),
      async (configured, all) => {
        const clock = fakeClock();
        const lane = laneOf(configured, clock);
        const inside: Slot[] = [];
        const order: number[] = [];
        let wanted = 0;
        const enter = (number: number) =>
          void lane.enter().then((slot) => {
            inside.push(slot);
            order.push(number);
            expect(slot.level).toBeLessThanOrEqual(configured);
            expect(inside.length).toBeLessThanOrEqual(configured);
          });
        for (const { kind, count } of all) {
          const before = lane.limit;
          if (kind === "enter") for (let time = 0; time < count; time++) enter(wanted++);
          if (kind === "succeed") end(lane, inside.splice(0, count), (slot) => lane.succeeded(slot));
          if (kind === "limited")
            end(lane, inside.splice(0, count), (slot) => lane.limited(slot, count * 1000));
          if (kind === "advance") await clock.advance(count);
          if (kind === "begin again") lane.beginAgain();
          await turn();
          expect(lane.limit).toBeGreaterThanOrEqual(1);
          expect(lane.limit).toBeLessThanOrEqual(configured);
          if (kind === "limited") expect(lane.limit).toBeLessThanOrEqual(before);
        }
        while (order.length < wanted) {
          end(lane, inside.splice(0), (slot) => lane.succeeded(slot));
          await clock.advance(60_000);
        }
        expect(order).toEqual(Array.from({ length: wanted }, (_, number) => number));
      },
    ),
    { numRuns: 60 },
  );
});
