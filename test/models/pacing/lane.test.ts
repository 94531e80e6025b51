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

test("a burst of rate limits halves the width once, successes widen it back to where it was", async () => {
  const lane = new Lane(8, fakeClock());
  const burst = await Promise.all([lane.enter(), lane.enter(), lane.enter()]);
  for (const slot of burst) lane.limited(slot, 0);
  expect(lane.limit).toBe(4);
  for (const _ of burst) lane.leave();
  lane.limited(await lane.enter(), 0);
  expect(lane.limit).toBe(2);
  for (let success = 0; success < 3; success++) lane.succeeded();
  expect(lane.limit).toBe(3);
  for (let success = 0; success < 100; success++) lane.succeeded();
  expect(lane.limit).toBe(8);
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

test("nobody is let in while the endpoint asked for a pause", async () => {
  const clock = fakeClock();
  const lane = new Lane(4, clock);
  lane.limited(await lane.enter(), 30_000);
  lane.leave();
  let entered = 0;
  const waiting = [lane.enter(), lane.enter()].map((slot) => slot.then(() => entered++));
  await clock.advance(29_999);
  expect(entered).toBe(0);
  await clock.advance(1);
  await Promise.all(waiting);
  expect(entered).toBe(2);
});
