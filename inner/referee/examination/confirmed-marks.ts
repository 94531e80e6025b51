import type { Example } from "../../tasks/task.js";
import type { Mark } from "../../trajectory.js";

/** One judge's marks of the same answer, in turn; at least one look. */
type Looks = readonly (readonly Mark[])[];

/**
 * What the looks together say for an answer that should score high: a point is earned that at least half of them give,
 * and a penalty is due that all of them impose. Judges misread penalties more often than anything else.
 */
export function mostFavourable(example: Example, looks: Looks): readonly Mark[] {
  const last = looks.at(-1) ?? [];
  return last.map((mark, at) => {
    const yes = looks.filter((marks) => marks[at]?.met === true).length;
    return { ...mark, met: isPoint(example, last, at) ? 2 * yes >= looks.length : yes === looks.length };
  });
}

/** What the last look gives an answer that should score low: its points. Penalties do not make up for them. */
export function pointsOnly(example: Example, looks: Looks): readonly Mark[] {
  const last = looks.at(-1) ?? [];
  return last.map((mark, at) => ({ ...mark, met: mark.met === true && isPoint(example, last, at) }));
}

/** Whether meeting this criterion raises a score. */
function isPoint(example: Example, marks: readonly Mark[], at: number): boolean {
  return example.score(marks.map((one, other) => ({ ...one, met: other === at }))).numerator > 0;
}
