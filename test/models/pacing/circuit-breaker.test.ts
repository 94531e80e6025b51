import { beforeEach, expect, test } from "vitest";
import { RunStopped } from "../../../foundation/errors.js";
import { CircuitBreaker } from "../../../models/pacing/circuit-breaker.js";
import { ProviderError } from "../../../models/provider-error.js";
import { type FakeClock, fakeClock, turn } from "../fake-clock.js";

const refusal = new ProviderError(
  "connection",
  "h/v1 did not answer for m: connection refused",
  null,
  null,
  false,
);
let clock: FakeClock;
let said: string[];

beforeEach(() => {
  clock = fakeClock();
  said = [];
});

function breaker(giveUpAfterMs: number | null = null): CircuitBreaker {
  const settings = { refusals: 3, probeEveryMs: 30_000, giveUpAfterMs };
  const say = (message: string) => void said.push(message);
  return new CircuitBreaker("h/v1", settings, clock, { onPause: say, onResume: say });
}

function trip(tripped: CircuitBreaker): CircuitBreaker {
  for (let time = 0; time < 3; time++) tripped.refused(false, refusal);
  return tripped;
}

/** As a request passes: true makes it the probe. */
async function enter(one: CircuitBreaker, signal?: AbortSignal): Promise<boolean> {
  for (;;) {
    const admitted = one.admit();
    if (admitted !== "paused") return admitted === "probe";
    await one.untilChange(signal);
  }
}

test("only refusals in a row pause", () => {
  const one = breaker();
  one.refused(false, refusal);
  one.refused(false, refusal);
  one.reached();
  one.refused(false, refusal);
  one.refused(false, refusal);
  expect(one.paused).toBe(false);
  one.refused(false, refusal);
  expect(one.paused).toBe(true);
  expect(said).toEqual([
    "h/v1 did not answer for m: connection refused (3 tries): paused, trying every 30 s",
  ]);
});

test("while paused one probe goes every 30 s and everybody else waits", async () => {
  const paused = trip(breaker());
  const through: boolean[] = [];
  for (let caller = 0; caller < 5; caller++) void enter(paused).then((probe) => through.push(probe));
  await clock.advance(29_999);
  expect(through).toEqual([]);
  await clock.advance(1);
  expect(through).toEqual([true]);
  await clock.advance(300_000);
  expect(through).toEqual([true]);
  paused.refused(true, refusal);
  await clock.advance(30_000);
  expect(through).toEqual([true, true]);
});

test("a probe that gets any answer sets everybody free at once", async () => {
  const paused = trip(breaker());
  const through = [enter(paused), enter(paused), enter(paused)];
  await clock.advance(30_000);
  paused.reached();
  expect(await Promise.all(through)).toEqual([true, false, false]);
  expect(await enter(paused)).toBe(false);
  expect(said[1]).toBe("endpoint h/v1 answers again after 30 s");
  expect(clock.sleepers()).toBe(0);
});

test("a late refusal of an earlier request does not count as the probe's", async () => {
  const paused = trip(breaker());
  const through: boolean[] = [];
  void enter(paused).then((probe) => through.push(probe));
  void enter(paused).then((probe) => through.push(probe));
  await clock.advance(30_000);
  paused.refused(false, refusal);
  await clock.advance(30_000);
  expect(through).toEqual([true]);
});

test("when the probe is aborted another one takes its place", async () => {
  const paused = trip(breaker());
  const through: boolean[] = [];
  void enter(paused).then((probe) => through.push(probe));
  void enter(paused).then((probe) => through.push(probe));
  await clock.advance(30_000);
  paused.abandoned(true);
  await turn();
  expect(through).toEqual([true, true]);
});

test("one who waits leaves with the signal's reason", async () => {
  const paused = trip(breaker());
  const controller = new AbortController();
  const waiting = enter(paused, controller.signal);
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  expect(clock.sleepers()).toBe(0);
});

test("an endpoint that stays down longer than allowed stops the run", async () => {
  const paused = trip(breaker(60_000));
  const waiting = [enter(paused), enter(paused)];
  await clock.advance(30_000);
  paused.refused(true, refusal);
  await clock.advance(30_000);
  paused.refused(true, refusal);
  const stop = await enter(paused).catch((error: unknown) => error);
  expect(stop).toBeInstanceOf(RunStopped);
  expect(stop).toMatchObject({
    cause_: "provider",
    message:
      "h/v1 did not answer for m: connection refused, for 60 s; start the endpoint and run the same command to continue.",
  });
  expect(await Promise.all(waiting)).toEqual([true, true]);
});
