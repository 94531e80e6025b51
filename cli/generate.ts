import { Command, Option } from "commander";
import { type Generation, generate } from "../experiments/generate/generate.js";
import { generationScreen } from "../experiments/generate/generation-screen.js";
import type { NotesVersion } from "../experiments/generate/learnings.js";
import { type Format, formats } from "../experiments/generate/output-files.js";
import { type PreparedGeneration, prepareGeneration } from "../experiments/generate/prepare-generation.js";
import { makers } from "../experiments/generate/provenance.js";
import { rehearse } from "../experiments/generate/rehearsal.js";
import { rehearsalScreen } from "../experiments/generate/rehearsal-screen.js";
import { budgetText, modelsText } from "../experiments/plan-screen.js";
import { count, plural } from "../experiments/report/numbers.js";
import { shownPath } from "../experiments/run-folder.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import { isSimulated } from "../models/prices.js";
import { commandLine, stopWith } from "./continue.js";
import { EpisodeProgress } from "./episode-progress.js";
import { type BudgetFlags, withBudget } from "./experiment-command.js";
import { InterruptHandler } from "./interrupt.js";
import { wholeNumber } from "./options.js";
import { surroundings } from "./surroundings.js";

interface GenerateFlags extends BudgetFlags {
  harness: string;
  corpus: string;
  out: string;
  format: Format;
  limit?: number;
  repeats: number;
  parallel: number;
  acceptance?: string;
  referee?: string;
  seed?: number;
  retest?: number;
  learningsEvery?: number;
  dryRun?: boolean;
  json?: boolean;
}

export function generateCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  const command = new Command("generate")
    .description("Make a data set: run a harness over documents and write the examples that are accepted.")
    .argument("[experiment]", "YAML file with models, task and acceptance (default: see below)")
    .requiredOption("--harness <which>", "baseline, RUN:best, RUN:ID or a harness folder")
    .requiredOption("--corpus <folder>", "documents: text, JSON lines, PDF, HTML, LaTeX")
    .requiredOption("--out <file>", "where accepted examples are written, such as data.jsonl")
    .addOption(
      new Option("--format <format>", "complete records, or a benchmark with its key apart")
        .choices(formats)
        .default("train"),
    )
    .option("--limit <number>", "the first documents only, in order of their paths", wholeNumber(1))
    .option("--repeats <number>", "episodes on each document", wholeNumber(1, 1000), 1)
    .option("--parallel <number>", "episodes under way at once; changes no result", wholeNumber(1, 512), 16)
    .option("--acceptance <preset>", "a preset of the task, in place of the experiment's")
    .option("--referee <preset>", "strict or paper, in place of the experiment's")
    .option("--seed <number>", "root of all randomness, in place of the experiment's", wholeNumber(0))
    .option("--retest <number>", "fresh attempts of each solver on accepted examples", wholeNumber(0, 64))
    .option(
      "--learnings-every <number>",
      "after so many documents, take notes on what worked for the challenger of later ones (default: none)",
      wholeNumber(1, 100),
    )
    .option("--dry-run", "show the first prompts that would be sent; asks and writes nothing")
    .option("--json", "the summary, or the prompts of --dry-run, as JSON");
  return withBudget(command)
    .addHelpText(
      "after",
      `
Harness
  baseline          the harness that the experiment names
  RUN:best, RUN:ID  a candidate of a run, by the digits of its id; the run's own stored experiment gives models, task
                    and acceptance unless you name another experiment
  FOLDER            a folder with workflow.ts and prompts/
Without an experiment and without a run the experiment is experiments/offline.yaml: task cs-research on simulated
models, which need no key and make no real data.

Written, for --out data.jsonl
  data.jsonl            accepted examples, in order of the documents; with --format benchmark what a solver may see
  data.key.jsonl        benchmark only: references, rubrics, scores, provenance, joined by id
  data.rejected.jsonl   every other document that was tried, and why it gave no example
  data.learnings.jsonl  with --learnings-every: the notes, one version to a line
  data.run/             the history: the same command continues, and nothing is asked or paid for twice
Another --format, a larger --limit or more --repeats go on from the same history. docs/making-data.md has every field.

Examples
  autodata-lab generate --harness baseline --corpus corpus/computer-science-notes --out data.jsonl
  autodata-lab generate --harness runs/cs-research-7:best --corpus papers --out data.jsonl --limit 20 --budget-usd 5
  autodata-lab generate experiments/cs-research.yaml --harness baseline --corpus papers --out data.jsonl --dry-run
  autodata-lab generate --harness runs/cs-research-7:5d43de --corpus papers --out bench.jsonl --format benchmark`,
    )
    .action((experiment: string | undefined, flags: GenerateFlags) => run(experiment, flags, projectFolder));
}

async function run(
  experiment: string | undefined,
  flags: GenerateFlags,
  projectFolder: string,
): Promise<void> {
  const { harness, corpus, out, format, limit, repeats, budget, dryRun = false } = flags;
  const {
    acceptance,
    referee,
    seed,
    retest,
    learningsEvery,
    budgetUsd,
    budgetTokens,
    budgetCalls,
    budgetHours,
    prices,
  } = flags;
  const prepared = await prepareGeneration({
    ...{ harness, experiment: experiment ?? null, out, format, limit: limit ?? null, repeats, projectFolder },
    ...{
      workingFolder: process.cwd(),
      environment: processEnvironment,
      noBudget: !budget,
      rehearsal: dryRun,
    },
    overrides: {
      ...{ corpus, acceptance, referee, seed, retest, learningsEvery },
      ...{ budgetUsd, budgetTokens, budgetCalls, budgetHours, prices },
    },
  });
  for (const notice of prepared.catalogue.notices) process.stderr.write(`${notice}\n`);
  if (dryRun) return showRehearsal(prepared, flags);
  const { summary, stopped } = await measured(prepared, flags, projectFolder);
  const text = flags.json ? JSON.stringify(summary, null, 1) : screenOf(prepared, summary);
  process.stdout.write(`${text}\n`);
  if (stopped !== null) throw stopWith(stopped);
}

async function measured(
  prepared: PreparedGeneration,
  flags: GenerateFlags,
  projectFolder: string,
): Promise<Generation> {
  const episodes = prepared.documents.length * prepared.repeats;
  const progress = new EpisodeProgress(process.stderr, systemClock, episodes, ({ accepted }) => ({
    before: "",
    after: ` · accepted ${count(accepted)}`,
  }));
  const interrupt = new InterruptHandler((message) => progress.notice(message), commandLine);
  progress.notice(planText(prepared, flags, process.cwd()));
  try {
    return await generate(
      prepared,
      {
        ...surroundings(projectFolder, interrupt, progress),
        onNotes: (notes) => progress.notice(notesLine(notes)),
      },
      flags.parallel,
    );
  } finally {
    progress.close();
    interrupt.release();
  }
}

function notesLine({ version, notes, problem }: NotesVersion): string {
  const standing = `notes ${version}: ${plural(notes.length, "note")} for the challenger of later documents`;
  return problem === null ? standing : `${standing}, as before (${problem})`;
}

async function showRehearsal(prepared: PreparedGeneration, flags: GenerateFlags): Promise<void> {
  const { json } = flags;
  process.stderr.write(`${planText(prepared, flags, process.cwd())}\n`);
  const requests = await rehearse(prepared, systemClock);
  process.stdout.write(`${json ? JSON.stringify(requests, null, 1) : rehearsalScreen(requests)}\n`);
}

/** What will happen, before it does. */
function planText(prepared: PreparedGeneration, flags: GenerateFlags, workingFolder: string): string {
  const { documents, repeats, definition, origin, files } = prepared;
  const { reference, tree } = origin.harness;
  const { name, acceptance, referee, seed } = origin.experiment;
  const cut = documents.filter((one) => one.shownCharacters < one.totalCharacters).length;
  const shortened = cut === 0 ? "" : ` · ${plural(cut, "long document")} shown in part`;
  const where = flags.dryRun
    ? "dry run: nothing is asked and nothing is written"
    : `history ${shownPath(files.folder.path, workingFolder)} · stop any time with Ctrl-C; the same command continues`;
  return [
    `Examples for ${definition.task} · ${modelsText(prepared, makers)}`,
    `  harness ${reference} (tree ${tree.slice(0, 6)}) · experiment ${name} · acceptance ${acceptance}, referee ${referee} · seed ${seed}`,
    `  ${plural(documents.length, "document")} of ${flags.corpus}, ${plural(repeats, "episode")} each, ` +
      `${flags.parallel} under way at once · ${budgetText(prepared)}${shortened}`,
    `  ${where}`,
  ].join("\n");
}

function screenOf(
  { origin, documents, seats, files }: PreparedGeneration,
  summary: Generation["summary"],
): string {
  const simulated = makers.some((seat) => isSimulated(seats[seat]));
  const about = simulated ? " · simulated models: not a result about any real model" : "";
  const heading =
    `Examples for ${origin.task} from ${plural(documents.length, "document")} · harness ${origin.harness.reference}` +
    ` · acceptance ${origin.experiment.acceptance}, referee ${origin.experiment.referee}${about}`;
  const named = [
    ["examples", files.examples],
    ["key", files.key],
    ["rejected", files.rejected],
    ["learnings", origin.learnings === null ? null : files.learnings],
  ] as const;
  const paths = named.flatMap(([what, path]) =>
    path === null ? [] : [`  ${what.padEnd(10)}${shownPath(path, process.cwd())}`],
  );
  return [generationScreen(summary, heading), "", ...paths].join("\n");
}
