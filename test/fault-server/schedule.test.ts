import fc from "fast-check";
import { expect, test } from "vitest";
import { faultKinds } from "./catalogue.js";
import { requestName, Schedule, type ScheduleOptions } from "./schedule.js";

const schedule = (changes: Partial<ScheduleOptions> = {}) =>
  new Schedule({ seed: 1, rate: 0.3, kinds: faultKinds, mostInARow: 5, ...changes });

const draws = (drawing: Schedule, request: string, times: number) =>
  Array.from({ length: times }, () => drawing.draw(request)?.name ?? null);

test("a request meets the same faults whatever other requests were asked before it", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("1", "2", "3")), (others) => {
      const alone = schedule({ rate: 0.6 });
      const among = schedule({ rate: 0.6 });
      for (const other of others) among.draw(other);
      expect(draws(among, "4", 12)).toEqual(draws(alone, "4", 12));
    }),
  );
});

test("another seed makes other faults", () => {
  const drawn = [1, 2].map((seed) => draws(schedule({ seed, rate: 0.5 }), "4", 40));
  expect(drawn[0]).not.toEqual(drawn[1]);
});

test("about as many requests as asked for meet a fault, and every kind comes up", () => {
  const drawing = schedule();
  const drawn = Array.from({ length: 4000 }, (_, request) => drawing.draw(String(request))?.name ?? null);
  const faulty = drawn.filter((name) => name !== null);
  expect(faulty.length / drawn.length).toBeCloseTo(0.3, 1);
  expect(new Set(faulty).size).toBe(faultKinds.length);
});

test("no request meets more faults in a row than allowed", () => {
  expect(draws(schedule({ rate: 1, mostInARow: 2 }), "4", 6).map((name) => name !== null)).toEqual([
    true,
    true,
    false,
    true,
    true,
    false,
  ]);
});

test("a request is known by its seed, or else by all that it holds", () => {
  expect(requestName({ seed: 7, temperature: 1 })).toBe(requestName({ seed: 7 }));
  expect(requestName({ messages: ["a"] })).not.toBe(requestName({ messages: ["b"] }));
});
