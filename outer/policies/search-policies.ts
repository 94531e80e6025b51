import { efficientPolicy } from "./efficient-policy.js";
import { paperPolicy } from "./paper-policy.js";
import type { SearchPolicy } from "./search-policy.js";

/** Policies by name. */
export const searchPolicies = { paper: paperPolicy, efficient: efficientPolicy } as const satisfies Readonly<
  Record<string, SearchPolicy>
>;
export type PolicyName = keyof typeof searchPolicies;
export const policyNames = Object.keys(searchPolicies) as [PolicyName, ...PolicyName[]];

/** A policy put together from parts of the named ones. */
export interface PolicyParts {
  /** Which member becomes a parent. */
  readonly selection: PolicyName;
  /** What is run of parent and mutant. */
  readonly evaluation: PolicyName;
  /** Whether a mutant joins. */
  readonly acceptance: PolicyName;
  /** With which member the run ends. */
  readonly final: PolicyName;
}

/** What an experiment gives under `search.policy`. */
export type WrittenPolicy = PolicyName | PolicyParts;

/** By name what each part of a policy is. */
export function partsOf(written: WrittenPolicy): PolicyParts {
  if (typeof written !== "string") return written;
  return { selection: written, evaluation: written, acceptance: written, final: written };
}

export function searchPolicyOf(written: WrittenPolicy): SearchPolicy {
  const short = writtenShort(written);
  if (typeof short === "string") return searchPolicies[short];
  const { selectParent } = searchPolicies[short.selection];
  const { runsParent, waitsForParent, nextWave } = searchPolicies[short.evaluation];
  const { judge } = searchPolicies[short.acceptance];
  const { scored, nextFinalists } = searchPolicies[short.final];
  return { selectParent, runsParent, waitsForParent, nextWave, judge, scored, nextFinalists };
}

/** One way to write each policy: parts that all have one name are the policy of that name. */
export function writtenShort(written: WrittenPolicy): WrittenPolicy {
  if (typeof written === "string") return written;
  const [first, ...others] = new Set(Object.values(written) as PolicyName[]);
  return first === undefined || others.length > 0 ? written : first;
}

/** The policy in words: its name, or what each part is when they differ. */
export function policyText(written: WrittenPolicy): string {
  if (typeof written === "string") return written;
  const parts = Object.entries(written).map(([part, name]) => `${part} ${name}`);
  return `(${parts.join(", ")})`;
}
