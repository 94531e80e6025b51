import { Command, Option } from "commander";
import { agentic, methods } from "../experiments/compare/methods.js";
import { comparedSplits } from "../experiments/pairing/recorded-episodes.js";
import { whatIsCompared } from "../experiments/pairing/what-is-compared.js";
import { UsageError } from "../foundation/errors.js";
import { type CandidatesFlags, compareCandidatesCommand } from "./compare-candidates.js";
import { compareMethods, type MethodsFlags } from "./compare-methods.js";
import { withSearch } from "./experiment-command.js";
import { wholeNumber } from "./options.js";

/** Options of one kind of comparison that mean nothing in the other. */
const ofCandidates = ["split", "evaluate", "diff", "json", "pager"];
const ofMethods = [
  ...["arms", "documents", "repeats", "harness", "iterations", "policy", "concurrency"],
  ...["out", "seed", "edits", "acceptance", "referee"],
];

export function compareCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  const command = new Command("compare")
    .description(
      "Compare candidates of runs, paired by document; or an experiment's harness with the usual methods of data " +
        "creation.",
    )
    .argument(
      "<what...>",
      "runs (their best), a run and names of its candidates, RUN:NAME; or one experiment, such as experiments/offline.yaml",
    )
    .addOption(
      new Option("--split <split>", "documents that candidates are compared on")
        .choices(comparedSplits)
        .default("validation"),
    )
    .option(
      "--evaluate <number>",
      "run so many fresh episodes of each candidate on each document, and compare by these",
      wholeNumber(1, 1000),
    )
    .option("--diff", "show what the harnesses differ in, and not only which files")
    .option("--json", "print the numbers as JSON")
    .option("--no-pager", "never through a pager")
    .option("--arms <names>", "methods to compare, comma-separated", [agentic, ...methods].join(","))
    .option("--documents <number>", "documents for methods (default: all of the corpus)", wholeNumber(1))
    .option("--repeats <number>", "episodes of each method on each document", wholeNumber(1), 1);
  return withSearch(command)
    .addHelpText(
      "after",
      `
Candidates
  Each is compared with the first: pass rates on the documents both were run on, their difference with a 95 % interval
  that resamples documents, an exact test, documents won and lost, how rounds were lost, what an accepted example cost,
  and which files of the harnesses differ. A name is baseline, best, or the first digits that \`lineage\` shows; a run
  alone is its best, and one run is its best against its baseline. Runs must measure the same thing: task, acceptance,
  attempts, referee, limits, models of an episode and documents; what differs is named. Seeds and search may differ.

  The episodes are those that the runs have: nothing is asked, nothing is written. Members were selected by their
  validation episodes, which makes these too good. --split test reads test episodes, which a run has of its baseline and
  its best. --evaluate N runs N fresh episodes of each candidate on each document and compares by these alone. They are
  kept in a folder beside the first run, with its settings and its budget; no run changes, and the same command
  continues one that was stopped.

Methods
  agentic                 the experiment's harness (--harness), gated as in a run; its accepted examples count
  cot-self-instruct       one prompted call per document, chain of thought first
  self-instruct           one call with a few examples to go by
  grounded-self-instruct  one call on one passage of the document
  self-challenging        the challenger looks into the document with tools before it proposes
  For the methods both solvers try every example, so that statistics are of all of them. All arms go through the same
  referee and the same final filter, in one resumable folder with one budget.

Examples
  autodata-lab compare runs/offline-7
  autodata-lab compare runs/offline-7 baseline 325a2f best --diff
  autodata-lab compare runs/offline-7 --split test
  autodata-lab compare runs/offline-7 runs/offline-8 --evaluate 3
  autodata-lab compare runs/offline-7:best runs/offline-8:5d43de
  autodata-lab compare experiments/offline.yaml
  autodata-lab compare experiments/cs-research.yaml --arms agentic,cot-self-instruct --documents 100 --budget-usd 20`,
    )
    .action((words: string[], flags: CandidatesFlags & MethodsFlags, command: Command) => {
      const typed = (name: string) => command.getOptionValueSource(name) === "cli";
      const compared = whatIsCompared(words);
      if (compared.kind === "methods") {
        refuse(ofCandidates.filter(typed), "compares candidates of runs", "an experiment");
        return compareMethods(compared.experiment, flags, projectFolder);
      }
      refuse(ofMethods.filter(typed), "belongs to methods of an experiment", "runs, which have settled it");
      return compareCandidatesCommand(compared.references, flags, projectFolder);
    });
}

/** @throws UsageError when an option does not go with what is compared. */
function refuse([option]: readonly string[], belongs: string, compared: string): void {
  if (option === undefined) return;
  throw new UsageError(
    `--${option === "pager" ? "no-pager" : option} ${belongs}, and this compares ${compared}`,
  );
}
