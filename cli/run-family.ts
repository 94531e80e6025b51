import { type PreparedFamily, prepareFamily } from "../experiments/family/prepare-family.js";
import { readFamily, writeFamilyCurves } from "../experiments/family/read-family.js";
import { type MemberEvent, runFamily } from "../experiments/family/run-family.js";
import { budgetText, modelsText, planOf } from "../experiments/plan-screen.js";
import { count, plural } from "../experiments/report/numbers.js";
import { shownPath } from "../experiments/run-folder.js";
import { systemClock } from "../foundation/clock.js";
import { RunStopped, UsageError } from "../foundation/errors.js";
import { commandLine, stopWith } from "./continue.js";
import { type ExperimentFlags, prepareOptions } from "./experiment-command.js";
import { familyCurveScreen } from "./family-curve.js";
import { InterruptHandler } from "./interrupt.js";
import { LiveProgress } from "./live-progress.js";
import { surroundings } from "./surroundings.js";

/** Runs every member of a family, or goes on with those that are not finished, and shows what they come to. */
export async function runWholeFamily(
  experiment: string,
  flags: ExperimentFlags & { readonly dryRun: boolean },
  projectFolder: string,
): Promise<void> {
  const { dryRun, ...given } = flags;
  const options = prepareOptions({ ...given, ...(dryRun && { budget: false }) }, projectFolder);
  const family = await prepareFamily(experiment, options).catch((error: unknown) => {
    throw error instanceof UsageError ? new UsageError(`${error.message}\nNothing was started.`) : error;
  });
  const say = (text: string) => process.stdout.write(`${text}\n`);
  for (const notice of noticesOf(family)) say(notice);
  say(familyPlan(family));
  if (dryRun) return;
  let progress: LiveProgress | null = null;
  const notify = (message: string) => (progress === null ? say(message) : progress.notice(message));
  const interrupt = new InterruptHandler(notify, commandLine);
  try {
    await runFamily(family, {
      stop: interrupt.stop,
      onMember: (event) => {
        progress?.close();
        progress = null;
        say(memberLine(event, family.members.length));
      },
      surroundings: ({ prepared }) => {
        const live = new LiveProgress(process.stdout, systemClock, prepared.definition);
        progress = live;
        return surroundings(projectFolder, interrupt, live);
      },
    });
  } catch (error) {
    closeLine(progress);
    throw error instanceof RunStopped ? stopWith(error) : error;
  } finally {
    interrupt.release();
  }
  const { data } = readFamily(family.folder.path);
  const written = writeFamilyCurves(family.folder.reports, data);
  const folder = shownPath(family.folder.path, process.cwd());
  say(`\n${familyCurveScreen(data, "episodes")}`);
  say(`\nwritten: ${written.map((path) => shownPath(path, process.cwd())).join(", ")}`);
  say(`family folder ${folder}: npx autodata-lab status ${folder} · curve ${folder} · any member is a run`);
}

function closeLine(progress: LiveProgress | null): void {
  progress?.close();
}

/** Members on the same documents say the same of them. */
function noticesOf({ members }: PreparedFamily): string[] {
  return [...new Set(members.flatMap(({ prepared }) => prepared.corpus.notices))];
}

function familyPlan({ name, folder, members }: PreparedFamily): string {
  const episodes = members.reduce((sum, { prepared }) => sum + planOf(prepared).episodes, 0);
  const [first] = members;
  if (first === undefined) return "";
  const models = new Set(members.map(({ prepared }) => modelsText(prepared)));
  return [
    `Autodata Lab · family ${name} · ${plural(members.length, "member")} · ${[...models].join(" | ")}`,
    ...members.map(({ arm }) => `  ${arm.name}${arm.cell === "" ? "" : ` · ${arm.cell}`}`),
    `  up to ${plural(episodes, "episode")} in all, ${budgetText(first.prepared)} for the whole family`,
    `  family folder ${shownPath(folder.path, process.cwd())}`,
    "  stop any time with Ctrl-C; the same command continues",
  ].join("\n");
}

function memberLine({ number, arm, state, because }: MemberEvent, members: number): string {
  const head = `member ${count(number)} of ${count(members)} · ${arm.name}`;
  switch (state) {
    case "running":
      return `\n${head}`;
    case "finished":
      return `${head} · finished`;
    case "finished before":
      return `${head} · finished before`;
    case "failed":
      return `${head} · failed: ${because ?? ""}`;
  }
}
