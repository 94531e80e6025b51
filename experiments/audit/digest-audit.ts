import { digestOfAdmission } from "../admit/admit-run.js";
import { digestOfEnd } from "../run-end.js";
import type { LoggedRun } from "./logged-run.js";
import { endsOf, lastBegun } from "./planned-episodes.js";
import type { Tally } from "./tally.js";

/** Recomputes the history digest of every end the run came to and of every admission, and compares it with the one stored then. */
export function auditDigest(run: LoggedRun, tally: Tally): void {
  const ends = endsOf(run);
  for (const [index, iterations] of ends.entries()) {
    const name = digestOfEnd(iterations);
    const stored = run.facts.get(name);
    if (stored === undefined) continue;
    const admittedLater = run.decisions.admissions.some(({ body }) => body.decided >= iterations);
    const isLast = index === ends.length - 1 && lastBegun(run) <= iterations && !admittedLater;
    const digest = isLast ? run.evidence.digest() : run.evidence.digest(iterations, ends.slice(0, index + 1));
    tally.compare("digest", `run ${name}`, stored, digest);
  }
  for (const { number } of run.decisions.admissions) {
    const name = digestOfAdmission(number);
    const stored = run.facts.get(name);
    if (stored !== undefined) {
      tally.compare("digest", `run ${name}`, stored, run.evidence.admissionDigest(number));
    }
  }
}
