import { UsageError } from "../../foundation/errors.js";
import { iterationOfRef, refOf } from "../../population/candidates/candidate-commit.js";
import type { NewCandidate } from "../../population/candidates/candidate-store.js";
import { PopulationReader, type Ref } from "../../population/candidates/population-reader.js";
import { treeHash } from "../../population/candidates/tree-hash.js";
import { iterationOfAblation } from "../../population/history/admission-number.js";
import { digestOfEnd } from "../run-end.js";
import { ablatedOf } from "./ablated-audit.js";
import type { CandidateRow, LoggedRun } from "./logged-run.js";
import { endsOf } from "./planned-episodes.js";
import type { Tally } from "./tally.js";

/**
 * Audits the population's repository against the history: every candidate's commit is there under its ref, with its
 * parent and its files; the tags name the best candidate and the digest; and nothing else is there.
 */
export async function auditPopulation(run: LoggedRun, folder: string, tally: Tally): Promise<void> {
  const population = PopulationReader.open(folder);
  if (population === null) {
    tally.mismatch(
      "population",
      "population.git",
      "is missing: the next `run` writes it again from the history",
    );
    return;
  }
  try {
    const refs = new Map((await population.refs()).map((ref) => [ref.name, ref]));
    for (const row of run.candidateRows) await auditCommit(population, refs, row, run, tally);
    for (const { number, commit } of ablatedOf(run)) {
      auditRef(refs, { standing: "ablated", iteration: iterationOfAblation(number) }, commit, tally);
    }
    await auditTags(run, population, refs, tally);
    leftOver(run, refs, tally);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    tally.broken("population", "population.git", error);
  } finally {
    await population.close();
  }
}

function refName(row: CandidateRow): string {
  const { standing, iteration } = row as unknown as NewCandidate;
  return refOf({ standing, iteration } as NewCandidate);
}

/** A commit is named by its content, which auditAblated has computed; so the ref says all. */
function auditRef(
  refs: Map<string, Ref>,
  candidate: Pick<NewCandidate, "standing" | "iteration">,
  commit: string,
  tally: Tally,
): void {
  const name = refOf(candidate);
  const points = refs.get(name)?.object;
  refs.delete(name);
  tally.compare("population", `git ${name}`, points, commit);
}

async function auditCommit(
  population: PopulationReader,
  refs: Map<string, Ref>,
  row: CandidateRow,
  { decisions }: LoggedRun,
  tally: Tally,
): Promise<void> {
  const name = refName(row);
  const place = `git ${name}`;
  const commit = String(row.commit_hash);
  const ref = refs.get(name);
  refs.delete(name);
  if (ref === undefined)
    tally.mismatch("population", place, `is missing, candidate ${row.id} is named by it`);
  else if (ref.object !== commit) {
    tally.mismatch("population", place, `points at ${ref.object}, candidate ${row.id} is commit ${commit}`);
  }
  await tally.guarded("population", `git commit ${commit} of candidate ${row.id}`, async () => {
    const text = await population.text(commit);
    const [, tree = ""] = /^tree ([0-9a-f]+)\n/.exec(text) ?? [];
    const [head = ""] = text.split("\n\n", 1);
    const [parent = null, ...others] = [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, one]) => one);
    const other = decisions.find(Number(row.iteration), "crossover")?.pair?.otherCommit;
    const expected = other === undefined ? [] : [other];
    const files = await population.files(`${commit}^{tree}`);
    tally.compare(
      "population",
      `git commit ${commit} of candidate ${row.id}`,
      { tree, parent, others, files: treeHash(files) },
      { tree: row.tree, parent: row.parent, others: expected, files: row.tree },
    );
  });
}

/** Both are written when the search has ended, before its digest is stored. */
async function auditTags(
  run: LoggedRun,
  population: PopulationReader,
  refs: Map<string, Ref>,
  tally: Tally,
): Promise<void> {
  const end = endsOf(run).findLast((iterations) => run.facts.has(digestOfEnd(iterations)));
  const best = end === undefined ? undefined : run.decisions.find(end + 1, "final")?.bestCommit;
  const digest = end === undefined ? undefined : run.facts.get(digestOfEnd(end));
  await auditTag("best", "Best candidate of the run");
  await auditTag("history-digest", `History digest ${digest}`);

  async function auditTag(tag: string, message: string): Promise<void> {
    const name = `refs/tags/${tag}`;
    const place = `git ${name}`;
    const ref = refs.get(name);
    refs.delete(name);
    if (ref === undefined && end === undefined) return;
    if (ref === undefined) tally.mismatch("population", place, "is missing, though the run has ended");
    else if (end === undefined || best === undefined) {
      const what =
        "names the end of a search that the history has not stored: continue the run if it was stopped there";
      tally.mismatch("population", place, what);
    } else {
      await tally.guarded("population", place, async () => {
        const text = await population.text(ref.object);
        const [, object] = /^object ([0-9a-f]+)\n/.exec(text) ?? [];
        const stored = { object, message: text.slice(text.indexOf("\n\n") + 2).trimEnd() };
        tally.compare("population", place, stored, { object: best, message });
      });
    }
  }
}

/** A stopped run may have committed a mutant whose decision it had not stored. */
function leftOver({ decisions }: LoggedRun, refs: ReadonlyMap<string, Ref>, tally: Tally): void {
  for (const { name } of refs.values()) {
    const iteration = iterationOfRef(name) ?? Number.NaN;
    const underWay = decisions.has(iteration, "accept") && !decisions.has(iteration, "outcome");
    if (name === "refs/heads/baseline" && decisions.last("select") < 1) continue;
    if (!underWay) tally.mismatch("population", `git ${name}`, "is explained by no candidate of the history");
  }
}
