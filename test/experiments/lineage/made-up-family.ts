import { familyOf } from "../../../experiments/lineage/family.js";
import { curveOf } from "../report/made-up-run.js";
import { madeUpSearch, type SearchPlan } from "../report/made-up-search.js";

/** The family of a made-up search, with the search and its curve. */
export function madeUpFamily(plan: SearchPlan) {
  const run = madeUpSearch(plan);
  const curve = curveOf(run);
  return { run, curve, family: familyOf({ ...run, best: curve.best }) };
}
