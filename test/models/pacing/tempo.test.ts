import { expect, test } from "vitest";
import { Tempo } from "../../../models/pacing/tempo.js";

/** Sends so many, one every `everyMs`, as requests that waited; returns the time after the last. */
function send(tempo: Tempo, from: number, times: number, everyMs: number): number {
  for (let number = 1; number <= times; number++) tempo.sent(from + number * everyMs, true);
  return from + times * everyMs;
}

/** Milliseconds between one request and the next. */
function gap(tempo: Tempo, now: number): number {
  tempo.sent(now, true);
  return tempo.opensAt - now;
}

function slowed(everyMs: number): { tempo: Tempo; now: number } {
  const tempo = new Tempo();
  tempo.sent(0, false);
  const now = send(tempo, 0, 100, everyMs);
  tempo.slowDown();
  return { tempo, now: now + 1000 };
}

test("there is no limit before the endpoint was asked too often", () => {
  const tempo = new Tempo();
  send(tempo, 0, 1000, 0);
  expect(tempo.opensAt).toBeLessThanOrEqual(0);
});

test("the rate falls to 95 % of what was borne while requests waited", () => {
  const { tempo, now } = slowed(100);
  tempo.sent(now, true);
  expect(tempo.opensAt - (now - 20)).toBeCloseTo(100 / 0.95, 6);
});

test("time in which nobody waited does not count", () => {
  const tempo = new Tempo();
  const now = send(tempo, 0, 50, 100);
  tempo.sent(now + 3_600_000, false);
  send(tempo, now + 3_600_000, 50, 100);
  tempo.slowDown();
  const later = now + 7_200_000;
  tempo.sent(later, true);
  expect(tempo.opensAt - (later - 20)).toBeCloseTo(100 / 0.95, 6);
});

test("refused requests were not borne", () => {
  const tempo = new Tempo();
  tempo.sent(0, false);
  const now = send(tempo, 0, 100, 100);
  for (let refusal = 0; refusal < 50; refusal++) tempo.refused();
  tempo.slowDown();
  tempo.sent(now + 1000, true);
  expect(tempo.opensAt - (now + 980)).toBeCloseTo(200 / 0.95, 6);
});

test("a handful of requests says nothing of a rate, yet counts with those that follow", () => {
  const tempo = new Tempo();
  tempo.sent(0, false);
  let now = send(tempo, 0, 5, 100);
  tempo.slowDown();
  expect(tempo.opensAt).toBeLessThanOrEqual(now);
  now = send(tempo, now, 5, 100);
  tempo.slowDown();
  tempo.sent(now, true);
  expect(tempo.opensAt - (now - 20)).toBeCloseTo(100 / 0.95, 6);
});

test("the rate grows with successes, is cut by 5 to 30 %, and is forgotten in the end", () => {
  const { tempo, now } = slowed(100);
  const first = gap(tempo, now);
  for (let success = 0; success < 50; success++) tempo.succeeded();
  const grown = gap(tempo, now + 10_000);
  expect(grown).toBeLessThan(first);
  send(tempo, now + 20_000, 20, 10_000);
  tempo.slowDown();
  const cut = gap(tempo, now + 1_000_000);
  expect((grown + 20) / (cut + 20)).toBeCloseTo(0.7, 6);
  for (let success = 0; success < 1000; success++) tempo.succeeded();
  expect(gap(tempo, now + 2_000_000)).toBeLessThanOrEqual(0);
});
