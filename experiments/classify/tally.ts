import type { Assigned, Classification } from "./classification.js";
import { type Group, groups, type QuestionType } from "./question-types.js";

/** Items that belong together. */
export interface Tally {
  readonly count: number;
  /** Of the items that were assigned to a type; 0 when none was. */
  readonly share: number;
  /** Mean over the items with a weak score; null when none has one. */
  readonly meanWeak: number | null;
}

export interface TypeTally extends Tally, QuestionType {}

export interface GroupTally extends Tally {
  readonly group: Group;
}

export interface ClassificationTally {
  readonly items: number;
  readonly assigned: number;
  readonly unparsed: number;
  /** By group, within it the most frequent first. */
  readonly types: readonly TypeTally[];
  readonly groups: readonly GroupTally[];
}

export function tallyOf({
  types,
  assigned,
}: Pick<Classification, "types" | "assigned">): ClassificationTally {
  const placed = assigned.filter(({ type }) => type !== null);
  const tally = (belongs: (type: QuestionType) => boolean): Tally => {
    const members = placed.filter(({ type }) => type !== null && belongs(type));
    return {
      count: members.length,
      share: placed.length === 0 ? 0 : members.length / placed.length,
      meanWeak: meanWeak(members),
    };
  };
  const rank = ({ group }: TypeTally) => groups.indexOf(group);
  return {
    items: assigned.length,
    assigned: placed.length,
    unparsed: assigned.length - placed.length,
    types: types
      .map((type) => ({ ...type, ...tally(({ name }) => name === type.name) }))
      .sort((a, b) => rank(a) - rank(b) || b.count - a.count),
    groups: groups.map((group) => ({ group, ...tally((type) => type.group === group) })),
  };
}

function meanWeak(members: readonly Assigned[]): number | null {
  const scores = members.flatMap(({ item }) => item.weak ?? []);
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
