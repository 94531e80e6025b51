import { measuredIn, verdictScreen } from "../experiments/admit/admission-screen.js";
import { admitToRun } from "../experiments/admit/admit-run.js";
import { type PreparedAdmission, prepareAdmission } from "../experiments/admit/prepare-admission.js";
import { contrastOf } from "../experiments/evaluate/contrast.js";
import { contrastScreen } from "../experiments/evaluate/contrast-screen.js";
import { requireGuarded } from "../experiments/evaluate/prepare-evaluation.js";
import { type LoggedAdmission, loggedAdmissions } from "../experiments/report/logged-decisions.js";
import { plural } from "../experiments/report/numbers.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import { RunStopped } from "../foundation/errors.js";
import { randomStreams } from "../foundation/random.js";
import { seats } from "../models/chat.js";
import { isSimulated } from "../models/prices.js";
import type { HistoryReader } from "../population/history/history.js";
import { commandLine, withCommand } from "./continue.js";
import { EpisodeProgress } from "./episode-progress.js";
import type { BudgetFlags } from "./experiment-command.js";
import { InterruptHandler } from "./interrupt.js";
import { surroundings } from "./surroundings.js";

export interface AdmitFlags extends BudgetFlags {
  run: string;
  parent: string;
  author?: string;
  because: string;
  corpus?: string;
  json?: boolean;
}

/** `evaluate --run --admit`: a harness edited by hand is measured inside a run, and joins its population if it wins. */
export async function admit(edited: string, flags: AdmitFlags, projectFolder: string): Promise<void> {
  const { run, parent, author, because, corpus, json = false } = flags;
  const { budgetUsd, budgetTokens, budgetCalls, budgetHours, prices, budget } = flags;
  const prepared = await prepareAdmission({
    edited,
    run,
    parent,
    author,
    because,
    corpus,
    environment: processEnvironment,
    projectFolder,
    workingFolder: process.cwd(),
    overrides: { budgetUsd, budgetTokens, budgetCalls, budgetHours, prices },
    noBudget: !budget,
  });
  const out = json ? process.stderr : process.stdout;
  if ("decided" in prepared) {
    out.write(`${edited} is a duplicate: it was decided before, and nothing is asked again.\n`);
    process.stdout.write(`${json ? jsonOf(prepared.decided) : verdictScreen(prepared.decided, run)}\n`);
    return;
  }
  if (!prepared.begun) {
    await requireGuarded(prepared, systemClock, { ofRun: true });
    out.write(`The guard has nothing against ${edited}.\n`);
  }
  out.write(`${headingOf(prepared, run)}\n`);
  const history = await admitted(prepared, out, projectFolder);
  try {
    const decided = decidedIn(history, prepared);
    const contrast = contrastIn(history, prepared);
    const names = { against: prepared.against.name, edited: prepared.edited.name };
    process.stdout.write(
      json
        ? `${jsonOf(decided, { names, ...contrast })}\n`
        : `\n${contrastScreen(contrast, names)}\n\n${verdictScreen(decided, run)}\n`,
    );
  } finally {
    await history.close();
  }
}

async function admitted(
  prepared: PreparedAdmission,
  out: NodeJS.WriteStream,
  projectFolder: string,
): Promise<HistoryReader> {
  const { experiment } = prepared;
  const episodes = 2 * experiment.splits.validation.length;
  const progress = new EpisodeProgress(out, systemClock, episodes, () => ({
    before: "both harnesses · ",
    after: "",
  }));
  const interrupt = new InterruptHandler((message) => progress.notice(message), commandLine);
  try {
    return await admitToRun(prepared, surroundings(projectFolder, interrupt, progress));
  } catch (error) {
    throw error instanceof RunStopped ? withCommand(error, experiment, { advised: false }) : error;
  } finally {
    progress.close();
    interrupt.release();
  }
}

function decidedIn(history: HistoryReader, { admission }: PreparedAdmission): LoggedAdmission {
  const decided = loggedAdmissions(history.decisions.all()).find(({ number }) => number === admission.number);
  if (decided === undefined) throw new Error(`admission ${admission.number} was not stored`);
  return decided;
}

function contrastIn(history: HistoryReader, prepared: PreparedAdmission) {
  const { shown, definition } = prepared.experiment;
  return contrastOf(measuredIn(history, prepared), {
    titles: shown,
    maxInconclusiveShare: definition.search.maxInconclusiveShare,
    random: randomStreams(definition.seed).fork("report/evaluate"),
  });
}

function headingOf(
  { experiment, edited, against, admission, begun }: PreparedAdmission,
  run: string,
): string {
  const { definition, choice, splits, seats: configs } = experiment;
  const simulated = seats.some((seat) => isSimulated(configs[seat]));
  const about = simulated ? " · simulated models: not a result about any real model" : "";
  const { author, decided } = admission.body;
  const parentName = against.name === "baseline" ? `baseline (${against.tree.slice(0, 6)})` : against.name;
  return [
    `${edited.name} (${edited.tree.slice(0, 6)}) against its parent ${parentName} on ${plural(splits.validation.length, "validation document")}`,
    `  in ${run} after iteration ${decided}, by hand, ${author}${begun ? "; continued where it was stopped" : ""}`,
    `  experiment ${definition.name} · task ${definition.task} · acceptance ${choice.acceptanceName} · seed ${definition.seed}${about}`,
    "  everything is kept in the run; Ctrl-C stops, the same command continues",
  ].join("\n");
}

function jsonOf({ number, body, outcome }: LoggedAdmission, contrast: object = {}): string {
  const { author, because, decided, begun } = body;
  return JSON.stringify(
    { admission: { number, author, because, decided, begun, outcome }, ...contrast },
    null,
    2,
  );
}
