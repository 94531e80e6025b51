import { searchPolicies } from "../../outer/policies/search-policies.js";
import { bareSearch } from "./bare-search.js";
import { landscapes } from "./landscape.js";
import { World } from "./world.js";
const l = landscapes.find((x) => x.name === "few good edits")!;
let hold = 0, off = 0, n = 0;
for (let s = 31; s <= 90; s++) {
  const name = `reported/${l.name}/${s}`;
  const { headline: { test, best } } = await bareSearch(new World(l, name), searchPolicies.efficient, name, { budget: 6000, every: 500 });
  const i = test.best.interval!;
  if (i.low <= best.truth && best.truth <= i.high) hold++;
  off += (test.best.value ?? 0) - best.truth; n++;
}
console.log(hold, n, (100 * off) / n);
