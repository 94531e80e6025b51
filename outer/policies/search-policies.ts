import { efficientPolicy } from "./efficient-policy.js";
import { paperPolicy } from "./paper-policy.js";
import type { SearchPolicy } from "./search-policy.js";

/** Policies by the name that an experiment gives under `search.policy`. */
export const searchPolicies = { paper: paperPolicy, efficient: efficientPolicy } as const satisfies Readonly<
  Record<string, SearchPolicy>
>;
export type PolicyName = keyof typeof searchPolicies;
export const policyNames = Object.keys(searchPolicies) as [PolicyName, ...PolicyName[]];
