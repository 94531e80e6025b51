import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readRun, viewOf } from "../../experiments/loaded-run.js";
import { git } from "../population/candidates/git.js";

/** One sentence for everything in which a finished run differs from another of the same experiment; none is best. */
export async function runDifferences(run: string, whole: string): Promise<string[]> {
  const [found, wanted] = [await factsOf(run), await factsOf(whole)];
  const differing = Object.keys(wanted).filter((name) => found[name] !== wanted[name]);
  return [
    ...differing.map((name) => `${name}: ${found[name]} in place of ${wanted[name]}`),
    ...leftovers(run).map((path) => `${path} was left over`),
  ];
}

async function factsOf(run: string): Promise<Record<string, string>> {
  const history = readRun(run);
  const population = join(run, "population.git");
  const facts = {
    "stored digest": String(viewOf(history).digest),
    "recomputed digest": history.digest(),
    "stored calls": String(history.totals.usage().total.calls),
    chain: history.verifyChain() ?? "whole",
    refs: await git(population, ["for-each-ref", "--format=%(refname) %(objectname)"]),
    "git fsck": (await git(population, ["fsck", "--strict", "--no-dangling"])) || "clean",
    curve: readFileSync(join(run, "reports/curve.csv"), "utf8"),
    picture: readFileSync(join(run, "reports/curve.svg"), "utf8"),
  };
  await history.close();
  return facts;
}

/** Half-written reports and locks of git. (SQLite's own WAL may stay: it belongs to the file.) */
function leftovers(run: string): string[] {
  const files = readdirSync(run, { recursive: true, encoding: "utf8" });
  return files.filter((path) => /\.part$|^population\.git.*\.lock$/.test(path));
}
