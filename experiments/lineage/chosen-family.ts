import type { Descendant } from "./family.js";

export interface Choice {
  /** The baseline and the accepted only. */
  readonly members: boolean;
  /** Only so many, those with the highest scores, and whoever they descend from. */
  readonly limit?: number;
}

/**
 * Those of a family that are wanted, by iteration. With a limit the best is among them; candidates that score alike
 * come in order of iteration, and what was never measured comes last.
 */
export function chosenFamily(family: readonly Descendant[], { members, limit }: Choice): Descendant[] {
  const wanted = members ? family.filter(isMember) : [...family];
  if (limit === undefined) return wanted;
  const byScore = wanted.toSorted(
    (a, b) => Number(b.best) - Number(a.best) || scoreOf(b) - scoreOf(a) || a.iteration - b.iteration,
  );
  const chosen = new Set(byScore.slice(0, limit).flatMap((one) => [one, ...lineTo(one, family)]));
  return wanted.filter((one) => chosen.has(one));
}

/** Whether later iterations may descend from it. */
export function isMember({ outcome }: Descendant): boolean {
  return outcome === "baseline" || outcome === "accepted";
}

function lineTo(descendant: Descendant, family: readonly Descendant[]): Descendant[] {
  const line: Descendant[] = [];
  let { parent } = descendant;
  while (parent !== null && line.length < family.length) {
    const found = family.find(({ name }) => name === parent);
    if (found === undefined) break;
    line.push(found);
    parent = found.parent;
  }
  return line;
}

const scoreOf = ({ validation }: Descendant) => validation?.mean ?? -1;
