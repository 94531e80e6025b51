import { isMember } from "./chosen-family.js";
import type { Descendant } from "./family.js";

/** A line of the drawn tree: branches, then a candidate, or the descendants of the one above that are not drawn. */
export type TreeRow =
  | { readonly branches: string; readonly descendant: Descendant }
  | { readonly branches: string; readonly folded: readonly Descendant[] };

/**
 * The descent as lines of a tree. A candidate's principal child, which leads to the best or has the largest family,
 * stands below it in the same column; the others branch off to the right between the two. So the way to the best
 * is the first column, and columns are few however long a run.
 * @param family everyone, by iteration.
 * @param shown those to be drawn; with each of them all its ancestors.
 * @param fold whether the others get a line that stands for them, below the nearest ancestor that is drawn.
 */
export function treeRows(
  family: readonly Descendant[],
  shown: ReadonlySet<Descendant>,
  fold: boolean,
): TreeRow[] {
  const children = new Map<string, Descendant[]>();
  for (const one of family) {
    if (one.parent !== null) children.set(one.parent, [...(children.get(one.parent) ?? []), one]);
  }
  const sizes = familySizes(family, shown);
  const root = family.find(({ outcome, parent }) => outcome === "baseline" && parent === null);
  return root === undefined ? [] : drawn(root, "", "");

  function drawn(descendant: Descendant, first: string, further: string): TreeRow[] {
    const below = childrenOf(descendant);
    const visible = below.filter((one) => shown.has(one));
    const principal = visible.filter(isMember).toSorted(byImportance)[0];
    const folded = fold ? below.filter((one) => !shown.has(one)).flatMap(withAllBelow) : [];
    const sides: (Descendant | "folded")[] = visible.filter((one) => one !== principal);
    if (folded.length > 0) sides.unshift("folded");
    const rows: TreeRow[] = [{ branches: first, descendant }];
    for (const [index, side] of sides.entries()) {
      const last = principal === undefined && index === sides.length - 1;
      const branches = `${further}${last ? "└─" : "├─"}`;
      if (side === "folded") rows.push({ branches, folded });
      else rows.push(...drawn(side, branches, `${further}${last ? "  " : "│ "}`));
    }
    return principal === undefined ? rows : [...rows, ...drawn(principal, further, further)];
  }

  function childrenOf({ name }: Descendant): Descendant[] {
    return name === null ? [] : (children.get(name) ?? []);
  }

  function withAllBelow(descendant: Descendant): Descendant[] {
    return [descendant, ...childrenOf(descendant).flatMap(withAllBelow)];
  }

  function byImportance(a: Descendant, b: Descendant): number {
    const onWay = Number(leadsToBest(b)) - Number(leadsToBest(a));
    return onWay || (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0) || a.iteration - b.iteration;
  }
}

const leadsToBest = ({ best, ancestorOfBest }: Descendant) => best || ancestorOfBest;

/** For each, how many of those drawn are it or descend from it; children come after their parents in a family. */
function familySizes(
  family: readonly Descendant[],
  shown: ReadonlySet<Descendant>,
): ReadonlyMap<Descendant, number> {
  const byName = new Map(family.flatMap((one) => (one.name === null ? [] : [[one.name, one] as const])));
  const sizes = new Map<Descendant, number>();
  for (const one of [...family].reverse()) {
    const size = (sizes.get(one) ?? 0) + Number(shown.has(one));
    sizes.set(one, size);
    const parent = one.parent === null ? undefined : byName.get(one.parent);
    if (parent !== undefined) sizes.set(parent, (sizes.get(parent) ?? 0) + size);
  }
  return sizes;
}
