import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { auditRun } from "../../../experiments/audit/audit-run.js";
import { allTables } from "../../../population/history/all-tables.js";
import { chainLink, chainStart } from "../../../population/history/chain.js";
import { rowHash, type Value } from "../../../population/history/row.js";
import { git } from "../../population/candidates/git.js";
import { tamper } from "../../population/history/raw-database.js";
import { ExperimentFolder, runToEnd } from "../small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());
const finished = (async () => runToEnd(await folder.prepare("run")))();

let copies = 0;
async function copy(): Promise<string> {
  await finished;
  const path = join(folder.path, `copy-${++copies}`);
  cpSync(join(folder.path, "run"), path, { recursive: true });
  return path;
}

type Database = Parameters<Parameters<typeof tamper>[1]>[0];

/** Makes the tamper chain fit again, as somebody could who knows how it is made. */
function rechain(raw: Database): void {
  const links = raw
    .prepare<[], { sequence: number; entry_table: string; entry_id: number }>(
      "SELECT sequence, entry_table, entry_id FROM chain ORDER BY sequence",
    )
    .all();
  const update = raw.prepare("UPDATE chain SET row_hash = ?, chain_hash = ? WHERE sequence = ?");
  let previous: Buffer = chainStart;
  for (const { sequence, entry_table, entry_id } of links) {
    const shape = allTables.find(({ name }) => name === entry_table);
    const columns = shape?.columns.join(", ") ?? "";
    const row = raw.prepare<[number], Value[]>(`SELECT ${columns} FROM ${entry_table} WHERE id = ?`);
    const hash = rowHash(entry_table, entry_id, row.raw().get(entry_id) ?? []);
    previous = chainLink(previous, hash);
    update.run(hash, previous, sequence);
  }
}

async function audited(path: string) {
  const population = join(path, "population.git");
  const { report } = await auditRun({ history: join(path, "history.sqlite"), population });
  return report.mismatches.map(({ place, what }) => `${place}: ${what}`);
}

const changes: readonly (readonly [what: string, sql: string])[] = [
  [
    "a reply",
    "UPDATE blob SET data = data || ' ' WHERE hash = (SELECT reply FROM call WHERE seat = 'judge' LIMIT 1)",
  ],
  [
    "a reply of another call",
    "UPDATE call SET reply = (SELECT reply FROM call WHERE seat = 'judge' ORDER BY id DESC LIMIT 1) WHERE id = (SELECT MIN(id) FROM call WHERE seat = 'judge')",
  ],
  ["a request", "UPDATE call SET seed = seed + 1 WHERE id = (SELECT MAX(id) FROM call)"],
  [
    "a mark",
    "UPDATE attempt SET marks = replace(marks, '1', '0') WHERE id = (SELECT MIN(id) FROM attempt WHERE marks LIKE '%1%')",
  ],
  [
    "a score",
    "UPDATE attempt SET score_numerator = score_numerator + 1 WHERE id = (SELECT MAX(id) FROM attempt WHERE score_numerator IS NOT NULL)",
  ],
  [
    "an outcome",
    "UPDATE observation SET outcome = 'accepted' WHERE id = (SELECT MIN(id) FROM observation WHERE outcome <> 'accepted')",
  ],
  [
    "the rounds of an episode",
    "UPDATE observation SET rounds = rounds + 1 WHERE id = (SELECT MAX(id) FROM observation)",
  ],
  [
    "a draw",
    "UPDATE decision SET body = replace(body, '\"draw\":0.', '\"draw\":0.1') WHERE kind = 'select' AND iteration = 1",
  ],
  [
    "an acceptance",
    'UPDATE decision SET body = replace(body, \'"verdict":"reject"\', \'"verdict":"accept"\') WHERE kind = \'accept\'',
  ],
  [
    "a minibatch",
    "UPDATE decision SET body = replace(body, 'iteration/1/', 'iteration/2/') WHERE kind = 'minibatch' AND iteration = 1",
  ],
  [
    "a candidate's diff",
    "UPDATE candidate SET diff = replace(diff, '+', '+ ') WHERE iteration = (SELECT MAX(iteration) FROM candidate)",
  ],
  [
    "a split",
    "UPDATE document SET split = 'test' WHERE id = (SELECT MIN(id) FROM document WHERE split = 'train')",
  ],
];

describe("the audit of a run", () => {
  it("finds nothing in a run as it was written", async () => {
    expect(await audited(await copy())).toEqual([]);
  });

  it.each(changes)("finds %s that was changed, also when the chain was made to fit again", async (_, sql) => {
    const path = await copy();
    tamper(join(path, "history.sqlite"), (raw) => {
      expect(raw.prepare(sql).run().changes).toBeGreaterThan(0);
      rechain(raw);
    });
    expect(await audited(path)).not.toEqual([]);
  });

  it.each(["call", "observation", "event", "attempt", "decision", "candidate", "document", "blob"])(
    "finds a row that was removed from table %s, with its link",
    async (table) => {
      const path = await copy();
      tamper(join(path, "history.sqlite"), (raw) => {
        raw.exec(
          `DELETE FROM chain WHERE entry_table = '${table}' AND entry_id = (SELECT MIN(id) FROM ${table})`,
        );
        raw.exec(`DELETE FROM ${table} WHERE id = (SELECT MIN(id) FROM ${table})`);
      });
      expect(await audited(path)).not.toEqual([]);
    },
  );

  it("finds a commit that was written again, and a history that has lost its population", async () => {
    const path = await copy();
    const repository = join(path, "population.git");
    const tree = await git(repository, ["rev-parse", "baseline^{tree}"]);
    const identity = ["-c", "user.name=x", "-c", "user.email=x@y"];
    const other = await git(repository, [...identity, "commit-tree", tree, "-m", "Baseline harness"]);
    await git(repository, ["update-ref", "refs/heads/baseline", other]);
    expect((await audited(path)).join("\n")).toContain("baseline");
    await git(repository, ["update-ref", "-d", "refs/heads/baseline"]);
    expect(await audited(path)).not.toEqual([]);
  });
});
