import fc from "fast-check";
import { expect, test } from "vitest";
import { iterationOf, phases, ticketOf } from "../../../population/history/ticket.js";

const place = fc.record({
  iteration: fc.integer({ min: 0, max: 1_000_000 }),
  phase: fc.constantFrom(...phases),
  position: fc.integer({ min: 0, max: 99_999 }),
});

test("tickets sort by iteration, then phase, then position", () => {
  const sortKey = ({
    iteration,
    phase,
    position,
  }: {
    iteration: number;
    phase: (typeof phases)[number];
    position: number;
  }) => [iteration, phases.indexOf(phase), position] as const;
  fc.assert(
    fc.property(place, place, (a, b) => {
      const difference =
        ticketOf(a.iteration, a.phase, a.position) - ticketOf(b.iteration, b.phase, b.position);
      const [first, second] = [sortKey(a), sortKey(b)];
      const decisive = first.findIndex((part, index) => part !== second[index]);
      const expected = decisive === -1 ? 0 : Math.sign((first[decisive] ?? 0) - (second[decisive] ?? 0));
      expect(Math.sign(difference)).toBe(expected);
    }),
  );
});

test("a ticket is an exact number that names its iteration", () => {
  fc.assert(
    fc.property(place, ({ iteration, phase, position }) => {
      const ticket = ticketOf(iteration, phase, position);
      expect(Number.isSafeInteger(ticket)).toBe(true);
      expect(iterationOf(ticket)).toBe(iteration);
    }),
  );
});

test("positions and iterations out of range are refused", () => {
  expect(() => ticketOf(0, "train", 100_000)).toThrow(RangeError);
  expect(() => ticketOf(0, "train", -1)).toThrow(RangeError);
  expect(() => ticketOf(-1, "train", 0)).toThrow(RangeError);
});
