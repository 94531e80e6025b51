import { Command } from "commander";
import type { PrepareOptions } from "../experiments/prepare.js";
import { processEnvironment } from "../foundation/environment.js";
import { positiveNumber, wholeNumber } from "./options.js";

/** What the command line may say of money and limits. */
export interface BudgetFlags {
  budgetUsd?: number;
  budgetTokens?: number;
  budgetCalls?: number;
  budgetHours?: number;
  prices?: string;
  budget: boolean;
}

/** What the command line may say of an experiment. */
export interface ExperimentFlags extends BudgetFlags {
  corpus?: string;
  harness?: string;
  seed?: number;
  iterations?: number;
  episodes?: number;
  concurrency?: number;
  policy?: string;
  edits?: string;
  acceptance?: string;
  referee?: string;
  out?: string;
}

const baselineHarness = {
  flag: "--harness <folder>",
  says: "baseline harness, in place of the one the experiment names",
};

/** A command on an experiment file, with the flags that lie over it. @param harness what `--harness` is there. */
export function experimentCommand(name: string, harness = baselineHarness): Command {
  const command = new Command(name).argument("<experiment>", "YAML file, such as experiments/offline.yaml");
  return withSearch(command, harness);
}

/** The flags that lie over an experiment whose search may be run. */
export function withSearch(command: Command, harness = baselineHarness): Command {
  const whole = withExperiment(command)
    .option(harness.flag, harness.says)
    .option("--iterations <number>", "how many mutants are tried", wholeNumber(1))
    .option("--episodes <number>", "episodes of the search after which no iteration begins", wholeNumber(1))
    .option("--policy <name>", "how episodes are spent: paper, or efficient")
    .option("--concurrency <number>", "iterations under way at once", wholeNumber(1));
  return withBudget(whole);
}

/** The flags that lie over an experiment whatever is done with it. */
export function withExperiment(command: Command): Command {
  return command
    .option("--corpus <folder>", "documents, in place of those the experiment names")
    .option("--out <folder>", "run folder (default: runs/<name>-<seed>, and the folder name of --corpus)")
    .option("--seed <number>", "root of all randomness", wholeNumber(0))
    .option("--edits <what>", "what may be edited: prompts or all")
    .option(
      "--acceptance <preset>",
      "a preset of the task; of cs-research deployed, deployed_all_zero, prose or blog_strict",
    )
    .option(
      "--referee <preset>",
      "strict: drafts are linted and what would be accepted is examined; paper: as published (default: strict)",
    );
}

/** The flags of limits and prices on a command that asks models. */
export function withBudget(command: Command): Command {
  return command
    .option("--budget-usd <dollars>", "stop before more is spent", positiveNumber)
    .option("--budget-tokens <number>", "stop before more tokens are used", wholeNumber(1))
    .option("--budget-calls <number>", "stop before more calls are made", wholeNumber(1))
    .option("--budget-hours <hours>", "stop after so many hours of running", positiveNumber)
    .option("--prices <file>", "prices by model, such as experiments/prices.yaml")
    .option("--no-budget", "run on a priced endpoint without any limit");
}

export function prepareOptions(
  { budget, out, ...overrides }: ExperimentFlags,
  projectFolder: string,
): PrepareOptions {
  return {
    projectFolder,
    workingFolder: process.cwd(),
    overrides,
    environment: processEnvironment,
    out,
    noBudget: !budget,
  };
}
