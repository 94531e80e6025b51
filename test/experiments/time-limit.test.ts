import { expect, test } from "vitest";
import { exitCodeOf } from "../../cli/exit.js";
import { limitTime } from "../../experiments/time-limit.js";
import { StopRequest } from "../../models/stoppable.js";
import { fakeClock, turn } from "../models/fake-clock.js";

const minute = 60_000;

function watched(hours: number | null, beforeMs = 0) {
  const clock = fakeClock();
  const stop = new StopRequest();
  const end = limitTime({ hours, beforeMs, clock, stop });
  return { clock, stop, end };
}

test("a run is stopped when its hours are used, not before, as one that can be continued", async () => {
  const { clock, stop } = watched(1.5);
  await clock.advance(90 * minute - 1);
  expect(stop.requested).toBe(false);
  await clock.advance(1);
  expect(stop.signal.reason).toMatchObject({ name: "RunStopped", cause_: "budget" });
  expect(exitCodeOf(stop.signal.reason)).toBe(3);
  expect(stop.signal.reason.message).toMatch(
    /1\.5 h of running are used; raise budget\.hours \(--budget-hours\)/,
  );
});

test("the hours of earlier processes count", async () => {
  const { clock, stop } = watched(1, 45 * minute);
  await clock.advance(15 * minute - 1);
  expect(stop.requested).toBe(false);
  await clock.advance(1);
  expect(stop.requested).toBe(true);
});

test("a run whose hours were used before stops at once, and goes on with more of them", async () => {
  const { clock, stop } = watched(1, 61 * minute);
  await clock.advance(0);
  expect(stop.requested).toBe(true);
  const raised = watched(2, 61 * minute);
  await raised.clock.advance(58 * minute);
  expect(raised.stop.requested).toBe(false);
});

test("a run that ended is not stopped any more, and leaves no timer behind", async () => {
  const { clock, stop, end } = watched(1);
  end();
  await turn();
  expect(clock.sleepers()).toBe(0);
  await clock.advance(120 * minute);
  expect(stop.requested).toBe(false);
});

test.each([[null], [1000]])("%s hours, more than a timer can count, are no limit to one process", (hours) => {
  expect(watched(hours).clock.slept).toEqual([]);
});
