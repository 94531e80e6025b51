import { UsageError } from "../../foundation/errors.js";
import { type PolicyName, policyNames, searchPolicies } from "./search-policies.js";
import { boltzmann, type ScoredMember, type Selection } from "./select-parent.js";

/** How parents are drawn: the chance of every member, and whom a number in [0, 1) draws. */
export interface SelectionRule {
  /** As it is typed. */
  readonly name: string;
  readonly temperature: number;
  select(members: readonly ScoredMember[], draw: number): Selection;
}

/** Names of all selections: those of the policies, and one that knows nothing. */
export const selectionNames = [...policyNames, "uniform"] as const;

/** @throws UsageError listing the selections when there is none of this name. */
export function selectionRule(name: string, temperature: number): SelectionRule {
  if (name === "uniform") return { name, temperature, select: uniform };
  if (!isPolicy(name)) {
    throw new UsageError(`there is no selection ${name}; there are ${selectionNames.join(", ")}`);
  }
  const { selectParent } = searchPolicies[name];
  return {
    name,
    temperature,
    select: (members, draw) => {
      const drawing = { fork: (label: string) => ({ ...fixed(draw), label }) };
      const { parent, body } = selectParent(members, temperature, drawing, 0);
      return { parent, probabilities: body.members.map(({ probability }) => probability) };
    },
  };
}

const isPolicy = (name: string): name is PolicyName => Object.hasOwn(searchPolicies, name);

/** Equal scores: every member has the same chance. */
function uniform(members: readonly ScoredMember[], draw: number): Selection {
  return boltzmann(
    members.map((member) => ({ ...member, score: 0 })),
    { temperature: 1, patience: Number.POSITIVE_INFINITY },
    draw,
  );
}

/** A stream of one number. */
function fixed(draw: number) {
  return { next: () => draw, integer: () => 0, shuffle: <T>(items: readonly T[]) => [...items] };
}
