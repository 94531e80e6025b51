import { strictlyBetter } from "./accept-mutant.js";
import type { SearchPolicy } from "./search-policy.js";
import { selectParent } from "./select-parent.js";

/**
 * The paper's rules (section 5): Boltzmann over the mean of a member's evaluations, parent and mutant both run anew on
 * every validation document, and the mutant joins if its rate is strictly higher.
 */
export const paperPolicy: SearchPolicy = {
  scored: (members) => members,
  selectParent: (members, temperature, streams, iteration) =>
    selectParent(members, { temperature, patience: Number.POSITIVE_INFINITY }, streams, iteration),
  runsParent: () => true,
  waitsForParent: false,
  nextWave: ({ documents, mutant }) => (mutant.length === 0 ? documents : null),
  judge: ({ parentRun, mutant, maxInconclusiveShare }) =>
    strictlyBetter(parentRun, mutant, maxInconclusiveShare),
  nextFinalists: () => null,
};
