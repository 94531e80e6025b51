import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { RunStopped, UsageError } from "../../foundation/errors.js";
import { StopRequest } from "../../models/stoppable.js";
import type { HistoryReader } from "../../population/history/history.js";
import { historyBegun } from "../../population/history/open.js";
import type { Surroundings, UsedBeside } from "../assemble.js";
import { earlierCalls } from "../earlier-calls.js";
import { finishedRun } from "../finished-run.js";
import { readRun } from "../loaded-run.js";
import type { PreparedExperiment } from "../prepare.js";
import { writeReports } from "../report-files.js";
import { runExperiment } from "../run-experiment.js";
import type { PreparedFamily, PreparedMember } from "./prepare-family.js";

/** A member's turn: it begins or goes on, it ended, it had ended before, or it failed. */
export interface MemberEvent extends PreparedMember {
  /** From 1. */
  readonly number: number;
  readonly state: "running" | "finished" | "finished before" | "failed";
  /** Why it failed, in one sentence. */
  readonly because?: string;
}

export interface FamilySurroundings {
  /** What a member has around it; its own stop is linked to `stop`. */
  readonly surroundings: (member: PreparedMember) => Surroundings;
  readonly stop: StopRequest;
  readonly onMember: (event: MemberEvent) => void;
}

/**
 * Runs the members of a family one after another in their order, within the budget of all. Finished members are left
 * alone; a member that fails by itself does not keep the others from running.
 * @throws UsageError before anything is written; RunStopped when the budget, the disk or the user ends it; and at the
 * end, when members failed, why the first did.
 */
export async function runFamily(family: PreparedFamily, around: FamilySurroundings): Promise<void> {
  const finished = new Set<PreparedMember>();
  for (const member of family.members) if (await isFinished(member.prepared)) finished.add(member);
  keepDefinition(family);
  const failures: unknown[] = [];
  for (const [index, member] of family.members.entries()) {
    const tell = (state: MemberEvent["state"], because?: string) =>
      around.onMember({ ...member, number: index + 1, state, ...(because !== undefined && { because }) });
    if (finished.has(member)) {
      tell("finished before");
      continue;
    }
    around.stop.signal.throwIfAborted();
    tell("running");
    try {
      await runMember(family, member, around);
      tell("finished");
    } catch (error) {
      if (endsAll(error)) throw error;
      failures.push(error);
      tell("failed", error instanceof Error ? error.message : String(error));
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** A provider may fail one member and serve the next; a budget, a quota, the disk and the user stop all. */
function endsAll(error: unknown): boolean {
  return error instanceof RunStopped && error.cause_ !== "provider";
}

async function isFinished(prepared: PreparedExperiment): Promise<boolean> {
  const history = finishedRun(prepared);
  await history?.close();
  return history !== null;
}

/** @throws UsageError when the disk refuses. */
function keepDefinition({ folder, frozen }: PreparedFamily): void {
  const { path, definition } = folder;
  if (existsSync(definition) && readFileSync(definition, "utf8") === frozen) return;
  try {
    mkdirSync(path, { recursive: true });
    writeReports(path, "the family's definition", [["family.yaml", frozen]]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`family folder ${path} cannot be made (${why}); give another one with --out.`);
  }
}

async function runMember(
  { members }: PreparedFamily,
  member: PreparedMember,
  { surroundings, stop }: FamilySurroundings,
): Promise<void> {
  const linked = new AbortController();
  const own = new StopRequest();
  stop.signal.addEventListener("abort", () => own.request(stop.signal.reason as RunStopped), {
    signal: linked.signal,
  });
  try {
    await besideOthers(members, member, async (usedBeside) => {
      const around = { ...surroundings(member), stop: own, usedBeside };
      const history = await runExperiment(member.prepared, around);
      await history.close();
    });
  } finally {
    linked.abort();
  }
}

/** Does something with a member, told what the others have used of the budget of all. */
export async function besideOthers<T>(
  members: readonly PreparedMember[],
  member: PreparedMember,
  task: (used: UsedBeside) => Promise<T>,
): Promise<T> {
  const others = members
    .filter((one) => one !== member && historyBegun(one.prepared.folder.history))
    .map(({ prepared }) => readRun(prepared.folder.path));
  try {
    return await task(usedBy(others));
  } finally {
    for (const other of others) await other.close();
  }
}

function usedBy(histories: readonly HistoryReader[]): UsedBeside {
  return {
    calls: histories.flatMap((history) => earlierCalls(history)),
    ms: histories.reduce((total, { totals }) => total + totals.timeAtWork(), 0),
  };
}
