import type { TreeHash } from "../../foundation/ids.js";
import type { RandomStreams } from "../../foundation/random.js";
import type { DecisionBody } from "../decisions.js";
import type { PopulationView } from "../population-view.js";
import { drawn, type ScoredMember } from "./select-parent.js";

/**
 * Whether an iteration merges two lineages, and which. The first member is the one that `select` drew; the second is
 * drawn by the same chances among those that neither descend from it nor are among its ancestors, without those that
 * were merged with it before. Pure.
 * @param share of iterations that merge, 0 to 1.
 * @param view the members in the order in which they joined, and how earlier iterations ended.
 */
export function crossoverOf(
  share: number,
  select: DecisionBody<"select">,
  { members, outcomes }: Pick<PopulationView, "members" | "outcomes">,
  streams: RandomStreams,
  iteration: number,
): DecisionBody<"crossover"> {
  const random = streams.fork(`iteration/${iteration}/crossover`);
  const draw = random.next();
  const ordinary = (because: string) => ({ share, stream: random.label, draw, because, pair: null });
  if (draw >= share) return ordinary("the draw says so");
  const descent = new Descent(members);
  const tried = mergedWith(select.parent, outcomes);
  const possible = select.members.filter(
    ({ candidate, probability }) =>
      probability > 0 && !tried.has(candidate) && descent.areApart(select.parent, candidate),
  );
  if (possible.length === 0) return ordinary("no member of another line is left to merge its parent with");
  const total = possible.reduce((sum, { probability }) => sum + probability, 0);
  const partners = possible.map(({ candidate, score, probability }) => ({
    ...{ candidate, score, probability: probability / total },
  }));
  const second = random.next();
  const partner = drawn(
    partners,
    partners.map(({ probability }) => probability),
    second,
  );
  const first = select.members.find(({ candidate }) => candidate === select.parent);
  const better = first !== undefined && first.score >= partner.score;
  const [parent, other] = better ? [select.parent, partner.candidate] : [partner.candidate, select.parent];
  const ancestor = descent.nearestCommon(parent, other);
  if (ancestor === null) throw new Error("two that are apart have an ancestor in common");
  const commitOf = (tree: TreeHash) => descent.member(tree).commit;
  const pair = {
    ...{ partners, draw: second, partner: partner.candidate },
    ...{ parent, parentCommit: commitOf(parent) },
    ...{ other, otherCommit: commitOf(other) },
    ...{ ancestor: ancestor.candidate, ancestorCommit: ancestor.commit },
  };
  return { share, stream: random.label, draw, because: "", pair };
}

/** Whom a member was merged with: the same two make the same again. A merge that came to nothing may be tried again. */
function mergedWith(member: TreeHash, outcomes: PopulationView["outcomes"]): ReadonlySet<TreeHash> {
  return new Set(
    outcomes.flatMap(({ outcome: { outcome, parent, otherParent } }) => {
      if (otherParent === undefined || outcome === "invalid" || outcome === "inconclusive") return [];
      if (parent === member) return [otherParent];
      return otherParent === member ? [parent] : [];
    }),
  );
}

/** Who descends from whom, through both parents of merged members. */
class Descent {
  readonly #members: ReadonlyMap<TreeHash, ScoredMember>;
  readonly #ancestors = new Map<TreeHash, ReadonlySet<TreeHash>>();

  constructor(private readonly inOrder: readonly ScoredMember[]) {
    this.#members = new Map(inOrder.map((member) => [member.candidate, member]));
    for (const { candidate, parent, otherParent } of inOrder) {
      const parents = [parent, otherParent].filter((one) => one !== null && one !== undefined);
      const above = parents.flatMap((one) => [one, ...(this.#ancestors.get(one) ?? [])]);
      this.#ancestors.set(candidate, new Set(above));
    }
  }

  member(tree: TreeHash): ScoredMember {
    const member = this.#members.get(tree);
    if (member === undefined) throw new Error(`${tree} is no member`);
    return member;
  }

  /** Whether they are different, neither descends from the other, and they come from a common member. */
  areApart(one: TreeHash, other: TreeHash): boolean {
    if (one === other || this.#above(one).has(other) || this.#above(other).has(one)) return false;
    return this.nearestCommon(one, other) !== null;
  }

  /** Of all that both descend from the one that joined last: nobody else in common descends from it. */
  nearestCommon(one: TreeHash, other: TreeHash): ScoredMember | null {
    const [above, beside] = [this.#above(one), this.#above(other)];
    return this.inOrder.findLast(({ candidate }) => above.has(candidate) && beside.has(candidate)) ?? null;
  }

  #above(tree: TreeHash): ReadonlySet<TreeHash> {
    return this.#ancestors.get(tree) ?? new Set();
  }
}
