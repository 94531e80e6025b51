import { benchAblation } from "./ablation.js";
import { benchAnswers } from "./answers.js";
import { benchAttacks } from "./attacks.js";
import { benchAudit } from "./audit.js";
import { benchBaselines } from "./baselines.js";
import { benchGenerate } from "./generate.js";
import { benchKills } from "./kills.js";
import { benchPacing } from "./pacing.js";
import { benchPopulation } from "./population.js";
import { benchReferee } from "./referee.js";
import { benchSandbox } from "./sandbox.js";
import { benchSavings } from "./savings.js";
import { benchHeadlines, benchSearch, benchSearchParts } from "./search/search.js";
import { benchSimulated } from "./simulated.js";
import { benchThroughput } from "./throughput.js";

const notes = "corpus/computer-science-notes";

/** The benches by name; each prints a table. `simulated` and `baselines` take a corpus folder, `kills`, `attacks`, `ablation`, `savings` and `generate` a number. */
const benches: Readonly<Record<string, (argument: string | undefined) => Promise<void>>> = {
  simulated: (folder = notes) => benchSimulated(folder, "harness-baseline/cs-research"),
  baselines: (folder = notes) => benchBaselines(folder),
  population: () => benchPopulation(),
  kills: (count = "200") => benchKills(Number(count)),
  pacing: () => benchPacing(),
  throughput: () => benchThroughput(),
  audit: () => benchAudit(),
  answers: () => benchAnswers(),
  search: (seeds = "30") => benchSearch(Number(seeds)),
  "search-headlines": (worlds = "200") => benchHeadlines(Number(worlds)),
  "search-parts": (seeds = "30") => benchSearchParts(Number(seeds)),
  referee: (folder = notes) => benchReferee(folder),
  sandbox: () => benchSandbox(),
  savings: (episodes = "200") => benchSavings(Number(episodes)),
  attacks: (documents = "12") => benchAttacks(Number(documents)),
  ablation: (draws = "200") => benchAblation(Number(draws)),
  generate: (most = "10000") => benchGenerate(Number(most)),
};

const [name, argument] = process.argv.slice(2);
const chosen = name === undefined ? Object.entries(benches) : [[name, benches[name]] as const];
for (const [label, bench] of chosen) {
  if (bench === undefined) {
    process.stderr.write(`there is no bench ${label}; choose ${Object.keys(benches).join(", ")}\n`);
    process.exitCode = 2;
    break;
  }
  process.stdout.write(`\n${label}\n`);
  await bench(argument);
}
