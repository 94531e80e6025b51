import { Command } from "commander";
import { classificationScreen } from "../experiments/classify/classification-screen.js";
import { classify } from "../experiments/classify/classify.js";
import {
  type PreparedClassification,
  prepareClassification,
} from "../experiments/classify/prepare-classification.js";
import { tallyOf } from "../experiments/classify/tally.js";
import { isSimulatedName } from "../experiments/classify/write-classification.js";
import { plural } from "../experiments/report/numbers.js";
import { shownPath } from "../experiments/run-folder.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import { RunStopped } from "../foundation/errors.js";
import { ClassificationProgress } from "./classification-progress.js";
import { commandLine, stopWith } from "./continue.js";
import { type BudgetFlags, withBudget } from "./experiment-command.js";
import { InterruptHandler } from "./interrupt.js";
import { wholeNumber } from "./options.js";

interface ClassifyFlags extends BudgetFlags {
  out?: string;
  config?: string;
  sample: number;
  batch: number;
  types: number;
  seed: number;
}

export function classifyCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  const command = new Command("classify")
    .description(
      "Find the types of question in a file of questions, and assign every question to one of them.",
    )
    .argument("<file>", "questions, one JSON object to a line")
    .option(
      "--out <folder>",
      "where everything is written (default: the file without its ending, and -types)",
    )
    .option("--config <experiment>", "YAML file whose analyzer is asked (default: simulated models)")
    .option("--sample <number>", "questions that types are proposed for", wholeNumber(1), 200)
    .option("--batch <number>", "questions in one proposal", wholeNumber(1), 20)
    .option("--types <number>", "most types", wholeNumber(2, 50), 11)
    .option("--seed <number>", "root of all randomness", wholeNumber(0), 7);
  return withBudget(command)
    .addHelpText(
      "after",
      `
A line has "question", or "example" with a "question" in it. It may have "id" (else the number of the line), "answer"
(or "example.answer"), and "weak", the mean score of the weak solver from 0 to 1: the items files of \`compare\` do.

First types are proposed for a sample, drawn evenly from all levels of difficulty, and merged into one list; each is
of the group reasoning, mixed or knowledge. Then every question is assigned to exactly one. What is answered in no
usable form three times is reported as unparsed; so is what the provider did not answer, until the command is run again.

Written: types.json (types, groups, numbers), items.jsonl (the type of every question), chart.svg, history.sqlite
(every call: the same command continues where it stopped, and asks nothing twice).

Examples
  autodata-lab classify questions.jsonl                      simulated models, no key needed
  autodata-lab classify runs/compare-offline-7/reports/items-agentic.jsonl --out types
  autodata-lab classify questions.jsonl --config experiments/cs-research.yaml --budget-usd 2`,
    )
    .action((file: string, flags: ClassifyFlags) => run(file, flags, projectFolder));
}

async function run(file: string, flags: ClassifyFlags, projectFolder: string): Promise<void> {
  const { out = null, config = null, sample, batch, types, seed, budget, ...overrides } = flags;
  const prepared = await prepareClassification(file, {
    ...{ out, config, sample, batch, types, seed, projectFolder },
    ...{ workingFolder: process.cwd(), environment: processEnvironment, overrides, noBudget: !budget },
  });
  process.stderr.write(`${planLine(prepared)}\n`);
  const progress = new ClassificationProgress(process.stderr, systemClock);
  const interrupt = new InterruptHandler((message) => progress.notice(message), commandLine);
  try {
    const classification = await classify(prepared, {
      clock: systemClock,
      environment: processEnvironment,
      stop: interrupt.stop,
      onAnswer: (phase, planned) => progress.answer(phase, planned),
      onCall: (event) => progress.call(event),
      onNotice: (message) => progress.notice(message),
    });
    progress.notice(progress.summary());
    process.stdout.write(`${classificationScreen(tallyOf(classification), classification)}\n`);
    process.stdout.write(`written: ${shown(prepared)}\n`);
  } catch (error) {
    throw error instanceof RunStopped ? stopWith(error) : error;
  } finally {
    progress.close();
    interrupt.release();
  }
}

function planLine(prepared: PreparedClassification): string {
  const { file, items, seats } = prepared;
  const { model } = seats.analyzer;
  const who = isSimulatedName(model)
    ? "simulated models (no key needed; results are not about any real model)"
    : model;
  return (
    `Types of ${plural(items.length, "question")} in ${file} · ${who}\n` +
    `  folder ${shown(prepared)} · stop any time with Ctrl-C; the same command continues`
  );
}

const shown = ({ folder }: PreparedClassification) => shownPath(folder.path, process.cwd());
