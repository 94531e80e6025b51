import { Command, InvalidArgumentError } from "commander";
import { doctorScreen, planLine } from "../experiments/doctor/doctor-screen.js";
import { examine } from "../experiments/doctor/examine.js";
import { planOf, requireWithinBudget } from "../experiments/doctor/plan.js";
import { prepareDoctor } from "../experiments/doctor/prepare-doctor.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import { type Seat, seats as seatNames } from "../models/chat.js";
import { type BudgetFlags, withBudget } from "./experiment-command.js";
import { LiveLine } from "./live-line.js";
import { terminalStyle } from "./terminal.js";

interface DoctorFlags extends BudgetFlags {
  seat?: Seat[];
  corpus?: string;
  harness?: string;
  json?: boolean;
}

export function doctorCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  const command = new Command("doctor")
    .description(
      "Try every seat of an experiment with tiny calls, and say which setting mends what is wrong.",
    )
    .argument("<experiment>", "YAML file, such as experiments/cs-research.yaml")
    .option("--seat <name>", `try this seat only; may be given more than once`, seatNamed)
    .option("--corpus <folder>", "documents, in place of those the experiment names")
    .option("--harness <folder>", "baseline harness, in place of the one the experiment names")
    .option("--json", "print the findings as JSON");
  return withBudget(command)
    .addHelpText(
      "after",
      `
Seats with the same endpoint, model and settings are tried once. What is tried:
  endpoint     the key is set, the server answers and takes the key
  model        the server lists a model of that name
  chat         a plain request with the seat's settings gets an answer, and not reasoning alone
  settings     temperature, top_p, max_tokens and seed are taken
  usage        tokens are counted
  json         replies come as JSON, by response_format or by the prompt alone
  tools        tool calls come back well-formed, for seats that use tools
  cut-off      a reply that is cut off at max_tokens says so
  long prompt  a prompt as long as this experiment's reaches the model whole

Nothing is written, and nothing is asked of models beyond the number of calls that is printed first, except what is
asked again because of trouble that may pass. An endpoint that may cost money needs a budget, as for a run.
Exit code 0 when all seats are usable, with or without warnings; 2 when something is wrong.

Examples
  autodata-lab doctor experiments/cs-research.yaml --corpus my-papers
  autodata-lab doctor experiments/cs-research.yaml --seat weak --seat judge --json
  autodata-lab doctor experiments/offline.yaml               simulated models, no key needed`,
    )
    .action((experiment: string, flags: DoctorFlags) => doctor(experiment, flags, projectFolder));
}

async function doctor(experiment: string, flags: DoctorFlags, projectFolder: string): Promise<void> {
  const { seat: seats, json = false, budget, ...overrides } = flags;
  const environment = processEnvironment;
  const workingFolder = process.cwd();
  const prepared = await prepareDoctor(experiment, {
    projectFolder,
    workingFolder,
    overrides,
    environment,
    seats,
  });
  const plan = planOf(prepared);
  const places = prepared.places.length;
  const line = planLine(plan, places, seats?.length ?? seatNames.length);
  const out = json ? process.stderr : process.stdout;
  out.write(`${line}\n`);
  requireWithinBudget(prepared, plan, { noBudget: !budget });
  const live = new LiveLine(out, systemClock);
  let calls = 0;
  const diagnosis = await examine(prepared, {
    clock: systemClock,
    environment,
    onCall: () => {
      calls += 1;
      live.draw(() => `${calls} of up to ${plan.calls} calls`);
    },
  });
  live.clear();
  const screen = json ? JSON.stringify(diagnosis, null, 2) : `\n${doctorScreen(diagnosis, terminalStyle())}`;
  process.stdout.write(`${screen}\n`);
  if (!diagnosis.usable) process.exitCode = 2;
}

function seatNamed(text: string, before: readonly Seat[] | undefined): Seat[] {
  const seat = seatNames.find((name) => name === text);
  if (seat === undefined) throw new InvalidArgumentError(`must be one of ${seatNames.join(", ")}`);
  return [...new Set([...(before ?? []), seat])];
}
