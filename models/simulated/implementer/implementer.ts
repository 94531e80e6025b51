import type { Lessons, Role } from "../simulated-task.js";
import type { SimulatedRequest } from "../wire/request.js";
import type { RoleReply } from "../wire/response.js";
import { type MadeCall, madeCalls } from "../wire/tool-calls.js";
import { readAssignment } from "./assignment.js";
import { callFor, type PlannedCall } from "./change.js";
import { drawPlan, type EditBank, editBank, type Plan } from "./plan.js";
import { conflictsIn, resolveConflicts } from "./resolve-conflicts.js";

const editing = ["write_file", "edit_file", "delete_file"];

/**
 * Edits a harness: lists and reads its files, makes one planned edit, often checks it and sometimes repairs what
 * the check reports, and says in one line what it did. Its plan is drawn from the id of its own first call, so
 * that every turn of a conversation follows the same one.
 */
export function implementerRole(lessons: Lessons): Role {
  const bank = editBank(lessons);
  return (request) => {
    const conflicts = conflictsIn(request);
    return conflicts === undefined
      ? editHarness(lessons, bank, request)
      : resolveConflicts(conflicts, request);
  };
}

function editHarness({ causes }: Lessons, bank: EditBank, request: SimulatedRequest): RoleReply {
  const calls = madeCalls(request);
  const listed = calls.find((call) => call.name === "list_files");
  if (listed === undefined) {
    return request.toolNames.includes("list_files")
      ? using({ name: "list_files", arguments: {} })
      : report("No change: there are no tools", "");
  }
  const assignment = readAssignment(causes, request);
  const wanted = pathsIn(listed.result).filter((path) => path.endsWith(".md") || assignment.code);
  const unread = wanted.filter((path) => !calls.some((call) => isReadOf(call, path)));
  if (unread.length > 0) return using(...unread.map((path) => ({ name: "read_file", arguments: { path } })));
  const files = new Map(
    wanted.flatMap((path): [string, string][] => {
      const read = calls.find((call) => isReadOf(call, path));
      return read === undefined || read.result.startsWith("ERROR") ? [] : [[path, read.result]];
    }),
  );
  return carryOut(drawPlan(bank, assignment, files, listed.id), calls);
}

/** The next step of the plan after what was done already. */
function carryOut(plan: Plan, calls: readonly MadeCall[]): RoleReply {
  const edits = calls.filter((call) => editing.includes(call.name));
  const checks = calls.filter((call) => call.name === "check");
  if (edits.length === 0 && plan.calls.length > 0) return using(...plan.calls);
  if (edits.some((call) => call.result.startsWith("ERROR"))) {
    return report("No change: the passage to edit was not found", plan.rationale);
  }
  if (plan.checks && checks.length === 0 && plan.calls.length > 0) {
    return using({ name: "check", arguments: {} });
  }
  const failed = checks.at(-1)?.result.startsWith("CHECK FAILED") === true;
  const repaired = edits.length > plan.calls.length;
  if (failed && plan.repairs && !repaired && plan.changes.length > 0) return using(...repairs(plan));
  if (plan.garbled) return { text: `Done. ${plan.summary}.` };
  return report(repaired ? repairedSummary(plan) : plan.summary, plan.rationale);
}

/** Turns every change into what a check lets pass: its repaired form, or what was there before. */
function repairs(plan: Plan): PlannedCall[] {
  return plan.changes.map(({ path, before, after, repaired }) =>
    before === null
      ? { name: "delete_file", arguments: { path } }
      : callFor({ path, before: after, after: repaired ?? before }),
  );
}

function repairedSummary({ summary, changes }: Plan): string {
  return changes.some((change) => change.repaired !== undefined)
    ? `${summary} (repaired after a check)`
    : "No change: the edit did not pass the check and was taken back";
}

const using = (...toolCalls: readonly PlannedCall[]): RoleReply => ({ text: "", toolCalls });

function report(summary: string, rationale: string): RoleReply {
  return { text: JSON.stringify({ summary, rationale }) };
}

function isReadOf(call: MadeCall, path: string): boolean {
  return call.name === "read_file" && call.args["path"] === path;
}

/** Paths at the beginnings of the listed lines, with or without a size after them. */
function pathsIn(list: string): string[] {
  return list.split("\n").flatMap((line) => /^\W*([\w./-]+\.(?:md|ts))\b/.exec(line)?.slice(1, 2) ?? []);
}
