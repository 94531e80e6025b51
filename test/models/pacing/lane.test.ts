import { expect, test } from "vitest";
import { Lane } from "../../../models/pacing/lane.js";
import { fakeClock, turn } from "../fake-clock.js";

test("no more than the width are inside, and the rest come in in order", async () => {
  const lane = new Lane(2, fakeClock());
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
  const lane = new Lane(1, fakeClock());
  const controller = new AbortController();
  await lane.enter();
  const impatient = lane.enter(controller.signal);
  const patient = lane.enter();
  controller.abort(new Error("enough"));
  await expect(impatient).rejects.toThrow("enough");
  lane.leave();
  await patient;
});

/** Enters so often, and reports a success for each once all are inside. */
async function useFully(lane: Lane): Promise<void> {
  const slots = await Promise.all(Array.from({ length: lane.limit }, () => lane.enter()));
  for (const _ of slots) lane.succeeded();
  for (const _ of slots) lane.leave();
}

test("a burst of rate limits narrows once, for all that were under way together", async () => {
  const lane = new Lane(8, fakeClock());
  const burst = await Promise.all(Array.from({ length: 8 }, () => lane.enter()));
  for (const slot of burst) lane.limited(slot, 0);
  expect(lane.limit).toBe(4);
  for (const _ of burst) lane.leave();
});

test("successes widen up to just below what was refused, and stay there for long", async () => {
  const lane = new Lane(16, fakeClock());
  const slots = await Promise.all(Array.from({ length: 9 }, () => lane.enter()));
  lane.limited(slots[0] as (typeof slots)[number], 0);
  for (const _ of slots) lane.leave();
  expect(lane.limit).toBe(4);
  for (let round = 0; round < 12; round++) await useFully(lane);
  expect(lane.limit).toBe(8);
});

test("one more is tried at the ceiling now and then, and more when the limit was raised", async () => {
  const lane = new Lane(64, fakeClock());
  const slots = await Promise.all(Array.from({ length: 9 }, () => lane.enter()));
  lane.limited(slots[0] as (typeof slots)[number], 0);
  for (const _ of slots) lane.leave();
  for (let round = 0; round < 200; round++) await useFully(lane);
  expect(lane.limit).toBeGreaterThan(32);
  expect(lane.limit).toBeLessThanOrEqual(64);
});

test("a lane that is not used to the full is not widened", () => {
  const lane = new Lane(64, fakeClock());
  for (let success = 0; success < 1000; success++) lane.succeeded();
  expect(lane.limit).toBe(16);
});

test("the width never falls below one", async () => {
  const lane = new Lane(2, fakeClock());
  for (let time = 0; time < 5; time++) {
    lane.limited(await lane.enter(), 0);
    lane.leave();
  }
  expect(lane.limit).toBe(1);
});

test("a narrowed lane lets nobody in until enough have left", async () => {
  const lane = new Lane(4, fakeClock());
  const slots = await Promise.all([lane.enter(), lane.enter(), lane.enter(), lane.enter()]);
  lane.limited(slots[0], 0);
  let entered = false;
  const waiting = lane.enter().then(() => {
    entered = true;
  });
  lane.leave();
  lane.leave();
  await turn();
  expect(entered).toBe(false);
  lane.leave();
  await waiting;
});

test("nobody is let in while the endpoint asked for a long pause, and few at once after it", async () => {
  const clock = fakeClock();
  const lane = new Lane(8, clock);
  const slots = await Promise.all(Array.from({ length: 8 }, () => lane.enter()));
  lane.limited(slots[0] as (typeof slots)[number], 30_000);
  for (const _ of slots) lane.leave();
  let entered = 0;
  for (let caller = 0; caller < 8; caller++) void lane.enter().then(() => entered++);
  await clock.advance(29_999);
  expect(entered).toBe(0);
  await clock.advance(1);
  await turn();
  expect(entered).toBe(2);
});

test("a short pause holds up the others only when narrowing did not help", async () => {
  const clock = fakeClock();
  const lane = new Lane(8, clock);
  const slots = await Promise.all(Array.from({ length: 8 }, () => lane.enter()));
  lane.limited(slots[0] as (typeof slots)[number], 1000);
  for (const _ of slots) lane.leave();
  const again = await lane.enter();
  lane.limited(again, 1000);
  lane.leave();
  let entered = false;
  void lane.enter().then(() => {
    entered = true;
  });
  await clock.advance(999);
  expect(entered).toBe(false);
  await clock.advance(1);
  await turn();
  expect(entered).toBe(true);
});
