import fc from "fast-check";
import { expect, it } from "vitest";
import { episodeName, ticketNamed } from "../../../experiments/look/episode-name.js";
import { phases, ticketOf } from "../../../population/history/ticket.js";

it("the name of an episode leads back to it", () => {
  const tickets = fc.tuple(
    fc.integer({ min: 0, max: 999_999 }),
    fc.constantFrom(...phases),
    fc.integer({ min: 0, max: 99_998 }),
  );
  fc.assert(
    fc.property(tickets, ([iteration, phase, position]) => {
      const ticket = ticketOf(iteration, phase, position);
      expect(ticketNamed(episodeName(ticket))).toBe(ticket);
    }),
  );
  expect(episodeName(ticketOf(10, "train", 1))).toBe("10/train/2");
});

it("what names no episode is refused", () => {
  for (const name of ["", "10", "10/train", "10/train/0", "10/train/1/2", "-1/train/1", "1/toString/1"]) {
    expect(() => ticketNamed(name)).toThrow(/names no episode/);
  }
});
