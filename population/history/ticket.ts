import { asTicket, type Ticket } from "../../foundation/ids.js";

/** The phases of an iteration in their fixed order; iteration 0 only validates the baseline. */
export const phases = ["train", "validate-parent", "validate-mutant", "test-baseline", "test-best"] as const;
export type Phase = (typeof phases)[number];

const positions = 100_000;

/**
 * The ticket of the episode at `position` (0-based) of a phase of an iteration. Tickets sort by iteration,
 * phase, position: an order fixed before anything runs, whatever finishes first.
 * @throws RangeError when a part is out of range.
 */
export function ticketOf(iteration: number, phase: Phase, position: number): Ticket {
  if (position < 0 || position >= positions) throw new RangeError(`position ${position}`);
  if (iteration < 0 || iteration > 1_000_000) throw new RangeError(`iteration ${iteration}`);
  return asTicket((iteration * 10 + phases.indexOf(phase)) * positions + position);
}

export function iterationOf(ticket: Ticket): number {
  return Math.floor(ticket / (positions * 10));
}

export function phaseOf(ticket: Ticket): Phase | undefined {
  return phases[Math.floor(ticket / positions) % 10];
}
