import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { methodHarness } from "../experiments/compare/methods.js";
import type { GenerationSummary } from "../experiments/generate/generation-summary.js";
import { readHarnessFolder } from "../experiments/harness-folder.js";
import { systemClock } from "../foundation/clock.js";
import { startProcess } from "../foundation/processes.js";
import { writeDocuments } from "./generate-corpus.js";
import { PeakMemory } from "./peak-memory.js";
import { table } from "./table.js";

const project = fileURLToPath(new URL("..", import.meta.url));
const notes = join(project, "corpus/computer-science-notes");

/** One call of the challenger, then the referee: what a document costs at the least. */
const method = "cot-self-instruct";

interface Arm {
  readonly documents: number;
  readonly harness: typeof method | "baseline";
  /** A second call of the same command, which finds everything done. */
  readonly again?: boolean;
}

const arms: readonly Arm[] = [
  { documents: 100, harness: method },
  { documents: 1_000, harness: method },
  { documents: 10_000, harness: method },
  { documents: 10_000, harness: method, again: true },
  { documents: 1_000, harness: "baseline" },
];

/**
 * Documents a minute and peak memory of `generate`, as a user has it, in a process of its own with simulated models, on
 * corpora of up to 10,000 documents. Memory is of the whole process, history and simulated models in it.
 * @param most leaves out arms with more documents.
 */
export async function benchGenerate(most: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "autodata-lab-bench-generate-"));
  const columns = ["harness", "documents", "calls", "accepted", "seconds", "documents/minute", "peak MB"];
  try {
    writeMethod(join(folder, method));
    const rows: string[][] = [];
    for (const arm of arms) if (arm.documents <= most) rows.push(await measured(folder, arm));
    process.stdout.write(`${table(columns, rows)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(folder: string, { documents, harness, again = false }: Arm): Promise<string[]> {
  const corpus = join(folder, `documents-${documents}`);
  await writeDocuments(corpus, notes, documents);
  const out = join(folder, `${harness}-${documents}.jsonl`);
  const named = harness === method ? join(folder, method) : harness;
  const command = ["generate", "--harness", named, "--corpus", corpus, "--out", out, "--json"];
  const memory = new PeakMemory();
  const started = systemClock.elapsed();
  const child = startProcess(process.execPath, ["--import", "tsx", join(project, "cli/main.ts"), ...command]);
  const summary = JSON.parse(await memory.watch(child)) as GenerationSummary;
  const seconds = (systemClock.elapsed() - started) / 1000;
  return [
    again ? `${harness}, again` : harness,
    documents.toLocaleString("en"),
    summary.cost.calls.toLocaleString("en"),
    summary.accepted.toLocaleString("en"),
    seconds.toFixed(0),
    again ? "-" : Math.round((60 * documents) / seconds).toLocaleString("en"),
    (memory.peakBytes / 1e6).toFixed(0),
  ];
}

function writeMethod(folder: string): void {
  const baseline = readHarnessFolder(join(project, "harness-baseline/cs-research"));
  for (const [path, text] of methodHarness(method, "cs-research", { projectFolder: project, baseline })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
