import type { SolverSeat } from "../tasks/task.js";
import type { Fraction } from "../trajectory.js";
import type { Condition, Policy, Scores } from "./condition.js";
import { fraction } from "./fraction.js";

/** An example whose attempts are being made. */
export interface Undecided {
  readonly policy: Policy;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of all attempts made so far, earlier stages included. */
  readonly scores: Scores;
  /** Whose attempts are still to be made in this stage, in their order. */
  readonly missing: readonly SolverSeat[];
}

type Extreme = "low" | "high";
type Corner = Readonly<Record<SolverSeat, Extreme>>;

const seats: readonly SolverSeat[] = ["weak", "strong"];
const extremes: readonly Extreme[] = ["low", "high"];
const corners: readonly Corner[] = extremes.flatMap((weak) => extremes.map((strong) => ({ weak, strong })));
const scoreAt: Readonly<Record<Extreme, Fraction>> = { low: fraction(0), high: fraction(1) };

/**
 * The conditions that fail whatever the missing attempts would score. Higher scores of a solver only help or only harm
 * a condition, so it is lost when it fails in its own best case, with every missing attempt at 0 or at 1 as it wants.
 * With one lost condition the example is rejected, however the others stand. Acceptance is never certain before the
 * last attempt, since an attempt that cannot be measured rejects too.
 */
export function certainFailures(undecided: Undecided): string[] {
  const { policy, body, scores, missing } = undecided;
  const cases = corners.map((corner) => ({ corner, held: policy(filled(scores, missing, corner), body) }));
  const [some] = cases;
  return (some?.held ?? []).flatMap(({ wants }, index) => {
    const isBest = ({ corner }: { readonly corner: Corner }) =>
      seats.every((seat) => corner[seat] === (wants[seat] ?? "low"));
    const failed = cases.find(isBest)?.held[index]?.failed ?? null;
    if (failed === null) return [];
    const alike = cases.every(({ held }) => held[index]?.failed === failed);
    return [alike ? failed : `${failed} (${assumption(wants, missing)})`];
  });
}

/**
 * How many of the missing attempts can be made side by side without one in vain: up to the first after which, at the
 * worst, the verdict could be certain. None when it is certain already. It depends on nothing but the scores.
 */
export function nextWave(undecided: Undecided): number {
  const { scores, missing } = undecided;
  if (certainFailures(undecided).length > 0) return 0;
  const certainAfter = (made: number) =>
    corners.some((corner) => {
      const then = filled(scores, missing.slice(0, made), corner);
      return certainFailures({ ...undecided, scores: then, missing: missing.slice(made) }).length > 0;
    });
  const sizes = missing.map((_, index) => index + 1);
  return sizes.find(certainAfter) ?? missing.length;
}

function filled(scores: Scores, missing: readonly SolverSeat[], corner: Corner): Scores {
  const withMissing = (seat: SolverSeat) => [
    ...scores[seat],
    ...missing.filter((whose) => whose === seat).map(() => scoreAt[corner[seat]]),
  ];
  return { weak: withMissing("weak"), strong: withMissing("strong") };
}

/** The best case of a condition in words. */
function assumption(wants: Condition["wants"], missing: readonly SolverSeat[]): string {
  const parts = seats
    .filter((seat) => missing.includes(seat) && wants[seat] !== undefined)
    .map((seat) => `${wants[seat] === "high" ? 1 : 0} for each ${seat} attempt not run`);
  return `with ${parts.join(" and ")}`;
}
