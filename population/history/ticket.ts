import { asTicket, type Ticket } from "../../foundation/ids.js";

/** The phases of an iteration in the fixed order of their tickets; iteration 0 only validates the baseline. */
export const phases = [
  "train",
  "validate-parent",
  "validate-mutant",
  "test-baseline",
  "test-best",
  "finalists",
  "criteria",
  "calibrate",
] as const;
export type Phase = (typeof phases)[number];

/** Those that stand under the iteration after a run's last one, and belong to that end of it. */
const ofAnEnd: ReadonlySet<Phase | undefined> = new Set<Phase>([
  "test-baseline",
  "test-best",
  "finalists",
  "criteria",
]);

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

/** Whether an episode belongs to an end of the run rather than to one of its iterations. */
export function isOfAnEnd(ticket: Ticket): boolean {
  return ofAnEnd.has(phaseOf(ticket));
}
