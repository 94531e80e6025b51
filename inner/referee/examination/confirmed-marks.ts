import type { Example } from "../../tasks/task.js";
import type { Mark } from "../../trajectory.js";

/** One judge's marks of the same answer, in turn; at least one look. */
type Looks = readonly (readonly Mark[])[];

/**
 * What the looks together say for an answer that should score high: a point is earned that at least half of them give,
 * and a penalty is due that all of them impose. Judges misread penalties more often than anything else.
 */
export function mostFavourable(example: Example, looks: Looks): readonly Mark[] {
  return combined(example, looks, (said, share) =>
    share === "point" ? 2 * said.yes >= said.all : said.yes === said.all,
  );
}

/**
 * What the looks together say for an answer that should score low: a point is earned that more than half of them give.
 * Penalties do not make up for it.
 */
export function surelyEarned(example: Example, looks: Looks): readonly Mark[] {
  return combined(example, looks, (said, share) => share === "point" && 2 * said.yes > said.all);
}

function combined(
  example: Example,
  looks: Looks,
  isMet: (said: { readonly yes: number; readonly all: number }, share: "point" | "penalty") => boolean,
): readonly Mark[] {
  const last = looks.at(-1) ?? [];
  return last.map((mark, at) => {
    const yes = looks.filter((marks) => marks[at]?.met === true).length;
    const alone = last.map((one, other) => ({ ...one, met: other === at }));
    const share = example.score(alone).numerator > 0 ? "point" : "penalty";
    return { ...mark, met: isMet({ yes, all: looks.length }, share) };
  });
}
