import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { digestOfEnd } from "../experiments/run-end.js";
import { systemClock } from "../foundation/clock.js";
import { canonicalJson, sha256 } from "../foundation/digest.js";
import { runProcess, startProcess } from "../foundation/processes.js";
import { openHistoryForReading } from "../population/history/open.js";
import { PeakMemory } from "./peak-memory.js";
import { table } from "./table.js";

const project = fileURLToPath(new URL("..", import.meta.url));
const iterations = 233;

/** As many iterations and validation documents as in the paper; episodes of one round, so that it is made in minutes. */
const experiment = {
  name: "audit-bench",
  seed: 7,
  corpus: { path: join(project, "corpus/computer-science-notes") },
  harness: join(project, "harness-baseline/cs-research-scripted"),
  splits: { train: 15, validation: 25, test: 8 },
  models: { defaults: { base_url: "simulated" } },
  limits: { rounds: 1 },
  search: { iterations, concurrency: 2, minibatch: 4, edits: "all" },
};

/**
 * Audits a run of 233 iterations with 25 validation documents as a user would, in a process of its own, and prints
 * how long that took and what memory all its processes held together. The run is made once, by a real search with
 * simulated models that takes some five minutes, and kept in the system's temporary folder.
 */
export async function benchAudit(): Promise<void> {
  const run = await finishedRun();
  const memory = new PeakMemory();
  const started = systemClock.elapsed();
  const audit = startProcess(process.execPath, [...program, "audit", run, "--json"]);
  const result = await memory.watch(audit);
  const seconds = (systemClock.elapsed() - started) / 1000;
  const { calls, episodes, verified, found, mismatches } = JSON.parse(result) as AuditText;
  const broken = Object.values(found).reduce((sum, count) => sum + count, 0);
  const columns = ["run", "rows", "calls", "episodes", "candidates", "mismatches", "seconds", "peak MB"];
  const counts = [verified["chain"], calls, episodes, verified["candidates"], broken].map((count) =>
    (count ?? 0).toLocaleString("en"),
  );
  const row = [
    `${iterations} iterations, 25 validation documents`,
    ...counts,
    seconds.toFixed(1),
    (memory.peakBytes / 1e6).toFixed(0),
  ];
  process.stdout.write(`${table(columns, [row])}\n`);
  for (const { place, what } of mismatches.slice(0, 5)) process.stdout.write(`${place}: ${what}\n`);
}

const program = ["--import", "tsx", join(project, "cli/main.ts")];

interface AuditText {
  readonly calls: number;
  readonly episodes: number;
  readonly verified: Readonly<Record<string, number>>;
  readonly found: Readonly<Record<string, number>>;
  readonly mismatches: readonly { readonly place: string; readonly what: string }[];
}

/** The run's folder; a run that was stopped on its way is continued. */
async function finishedRun(): Promise<string> {
  const folder = join(tmpdir(), `autodata-lab-bench-audit-${sha256(canonicalJson(experiment)).slice(0, 12)}`);
  const run = join(folder, "run");
  mkdirSync(folder, { recursive: true });
  if (await isFinished(join(run, "history.sqlite"))) {
    process.stdout.write(`the run of an earlier time: ${run}\n`);
    return run;
  }
  const file = join(folder, "experiment.yaml");
  writeFileSync(file, JSON.stringify(experiment));
  process.stdout.write(`making a run in ${run}, which takes some minutes once\n`);
  const { code, stderr } = await runProcess(process.execPath, [...program, "run", file, "--out", run]);
  if (code !== 0) throw new Error(`the run could not be made: ${stderr}`);
  return run;
}

async function isFinished(history: string): Promise<boolean> {
  if (!existsSync(history)) return false;
  const reader = openHistoryForReading(history);
  try {
    return reader.run.get(digestOfEnd(iterations)) !== undefined;
  } finally {
    await reader.close();
  }
}
