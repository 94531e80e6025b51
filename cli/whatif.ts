import { basename, dirname } from "node:path";
import { Command, Option } from "commander";
import { type OpenedRun, openRun } from "../experiments/look/opened-run.js";
import { ReportsNotWritten, writeReports } from "../experiments/report-files.js";
import { type WhatIf, whatIf } from "../experiments/whatif/what-if.js";
import { whatIfPlot } from "../experiments/whatif/what-if-plot.js";
import { whatIfScreen } from "../experiments/whatif/what-if-screen.js";
import { UsageError } from "../foundation/errors.js";
import { acceptanceRule, ruleKinds, usualRules } from "../outer/policies/acceptance-rules.js";
import { partsOf } from "../outer/policies/search-policies.js";
import { selectionNames, selectionRule } from "../outer/policies/selection-rules.js";
import { positiveNumber } from "./options.js";
import { terminalStyle } from "./terminal.js";

interface WhatIfFlags {
  rule?: string[];
  selection?: string[];
  temperature?: number[];
  plot?: string;
  json?: boolean;
}

export function whatifCommand(): Command {
  const every = <T>(value: T, earlier: T[] = []) => [...earlier, value];
  return new Command("whatif")
    .description(
      "Decide a run anew by other rules, from its log alone: which acceptances would fall, and what leads.",
    )
    .argument("<run>", "run folder, such as runs/offline-7, or a history file")
    .addOption(
      new Option(
        "--rule <rule>",
        "how mutants are accepted; may be repeated (default: the usual ones)",
      ).argParser(every<string>),
    )
    .addOption(
      new Option("--selection <name>", "how parents are drawn; may be repeated").argParser(every<string>),
    )
    .addOption(
      new Option(
        "--temperature <number>",
        "of the selection; may be repeated (default: the run's)",
      ).argParser((text, earlier: number[] | undefined) => every(positiveNumber(text), earlier)),
    )
    .option("--plot <file>", "both curves of the one rule given, as .svg or .png")
    .option("--json", "the same as JSON, with every decision and every draw")
    .addHelpText(
      "after",
      `
Rules
${ruleKinds.map(([form, about]) => `  ${form.padEnd(15)} ${about}`).join("\n")}

Selections: ${selectionNames.join(", ")}. A policy's is its own way to score members and draw among them.

Every comparison is decided anew on the episodes that the run made of it; nothing is asked of any model and nothing is
written but the plot. What a rule would need other episodes for is said to be left, and stands as the run decided it. With one
rule every changed decision is listed, and the curve is drawn as it ran and as it would be.

Examples
  autodata-lab whatif runs/offline-7
  autodata-lab whatif runs/offline-7 --rule margin:2 --plot margin.svg
  autodata-lab whatif runs/offline-7 --rule pooled --rule paired:0.05 --rule probability:0.95
  autodata-lab whatif runs/offline-7 --temperature 0.05 --temperature 0.3
  autodata-lab whatif runs/offline-7 --rule hindsight --json | jq '.rules[0].counts'`,
    )
    .action(async (run: string, flags: WhatIfFlags) => {
      const opened = openRun(run);
      try {
        process.stdout.write(`${answer(opened, flags)}\n`);
      } finally {
        await opened.history.close();
      }
    });
}

function answer(opened: OpenedRun, flags: WhatIfFlags): string {
  const result = whatIf(opened, rulesOf(flags), selectionsOf(opened, flags));
  const written = flags.plot === undefined ? "" : plot(flags.plot, opened, result);
  if (flags.json) return JSON.stringify(asJson(opened, result), null, 2);
  return `${whatIfScreen(result, opened, terminalStyle())}${written}`;
}

/** Who asks for selections alone is told of nothing else. */
function rulesOf({ rule, selection, temperature }: WhatIfFlags) {
  const named = rule ?? (selection === undefined && temperature === undefined ? [...usualRules] : []);
  return [...new Set(named)].map(acceptanceRule);
}

function selectionsOf({ view }: OpenedRun, { selection, temperature }: WhatIfFlags) {
  if (selection === undefined && temperature === undefined) return [];
  const { policy, temperature: own } = view.definition.search;
  const temperatures = [...new Set(temperature ?? [own])];
  return [...new Set(selection ?? [partsOf(policy).selection])].flatMap((name) =>
    (name === "uniform" ? temperatures.slice(0, 1) : temperatures).map((one) => selectionRule(name, one)),
  );
}

function plot(file: string, { view }: OpenedRun, { rules }: WhatIf): string {
  const [rule, ...others] = rules;
  if (rule === undefined || others.length > 0) {
    throw new UsageError("--plot draws the curves of one rule: give one --rule");
  }
  const content = whatIfPlot(file, view.curve, rule.curve);
  try {
    writeReports(dirname(file), "the plot", [[basename(file), content]]);
  } catch (error) {
    if (!(error instanceof ReportsNotWritten)) throw error;
    throw new UsageError(`${error.message}; give another place with --plot`);
  }
  return `\n\nwritten: ${file}`;
}

function asJson({ run, view }: OpenedRun, whatIf: WhatIf) {
  const { facts, iterations, final } = view.curve;
  const { simulated, plannedIterations } = facts;
  return { run, simulated, iterations, plannedIterations, final, ...whatIf };
}
