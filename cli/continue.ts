import { readRun } from "../experiments/loaded-run.js";
import type { PreparedExperiment } from "../experiments/prepare.js";
import { type ResumeAdvice, resumeAdvice } from "../experiments/report/resume-advice.js";
import { RunStopped } from "../foundation/errors.js";
import { historyBegun } from "../population/history/open.js";

/** A stop with what is not lost by it, and the command that goes on; after a budget with limits that should do. */
export function withCommand(
  stopped: RunStopped,
  prepared: PreparedExperiment,
  options: { readonly advised: boolean } = { advised: true },
): RunStopped {
  return stopWith(stopped, options.advised && stopped.cause_ === "budget" ? adviceFor(prepared) : null);
}

/** The same without a run that advice could be drawn from. */
export function stopWith(stopped: RunStopped, advice: ResumeAdvice | null = null): RunStopped {
  const kept = stopped.cause_ === "disk" ? [] : ["Nothing that was paid for is lost."]; // the disk speaks for itself
  return new RunStopped([stopped.message, ...kept, continueLine(stopped, advice)].join("\n"), stopped.cause_);
}

/** The command as it was typed, to be pasted again; without some of its flags and their values. */
export function commandLine(without: readonly string[] = []): string {
  const typed = process.argv.slice(2);
  const dropped = (word: string) => without.some((flag) => word === flag || word.startsWith(`${flag}=`));
  const words = typed.filter((word, index) => !dropped(word) && !without.includes(typed[index - 1] ?? ""));
  return ["npx autodata-lab", ...words.map(quoted)].join(" ");
}

function adviceFor({ folder, definition }: PreparedExperiment): ResumeAdvice | null {
  if (!historyBegun(folder.history)) return null;
  const history = readRun(folder.path);
  try {
    return resumeAdvice(history, definition);
  } finally {
    void history.close();
  }
}

function continueLine({ cause_ }: RunStopped, advice: ResumeAdvice | null): string {
  if (cause_ !== "budget") return `  continue: ${commandLine()}`;
  if (advice === null) return `  continue, with a larger limit in it: ${commandLine()}`;
  const flags = advice.limits.map(({ flag, value }) => `${flag} ${value}`);
  const command = [commandLine(advice.limits.map(({ flag }) => flag)), ...flags].join(" ");
  return `  continue: ${command}\n  takes ${advice.because}`;
}

function quoted(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
