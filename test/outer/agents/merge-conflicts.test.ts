import { expect, it } from "vitest";
import { asTreeHash } from "../../../foundation/ids.js";
import { type MergeConflicts, resolveConflicts } from "../../../outer/agents/merge-conflicts.js";
import { type ScriptedReply, scriptedModel } from "../../support/scripted-model.js";
import { toolReply } from "./script.js";

const path = "prompts/challenger.md";
const marked = "Before.\n<<<<<<< ours\nOne way.\n=======\nAnother way.\n>>>>>>> theirs\n";
const step = (summary: string) => ({
  candidate: asTreeHash("a".repeat(40)),
  summary,
  report: {
    summary: `report on ${summary}`,
    rootCauses: [{ cause: "leaks", evidence: "quoted", roundsLost: 3, remedy: "none" }],
  },
});
const merge: MergeConflicts = {
  iteration: 4,
  base: new Map([[path, "Before.\nThe old way.\n"]]),
  marked: new Map([[path, marked]]),
  conflicts: [path],
  ours: [step("edit one")],
  theirs: [step("edit two")],
  edits: "prompts",
  contract: "interface Host {}",
  check: async () => [],
};
const done = JSON.stringify({ summary: "Both ways", rationale: "They go together." });
const write = toolReply(["write_file", { path, content: "Before.\nOne way, another way.\n" }]);

async function resolve(...replies: readonly ScriptedReply[]) {
  const heard: string[] = [];
  const left = [...replies];
  const model = scriptedModel(async ({ request }) => {
    heard.push(request.messages.map(({ content }) => content).join("\n"));
    return left.shift() ?? done;
  });
  return { result: await resolveConflicts(model, merge), heard };
}

it("shows the files in conflict, their ancestor and the reports of both lines", async () => {
  const { result, heard } = await resolve(write, done);
  expect(result).toEqual({
    ok: true,
    value: {
      files: new Map([[path, "Before.\nOne way, another way.\n"]]),
      summary: "Both ways",
      rationale: "They go together.",
    },
  });
  for (const text of ["report on edit one", "report on edit two", "The old way.", path]) {
    expect(heard[0]).toContain(text);
  }
});

it("does not take a reply while markers are left, and says where they are", async () => {
  const { result, heard } = await resolve(toolReply(["check", {}]), done, write, done);
  expect(heard[1]).toContain(`CHECK FAILED: a conflict is not resolved: ${path}, line 2`);
  expect(heard[2]).toContain(`a conflict is not resolved: ${path}, line 6`);
  expect(result.ok).toBe(true);
});

it("fails when they stay", async () => {
  const { result } = await resolve(done, done);
  expect(result).toMatchObject({
    ok: false,
    problem: expect.stringContaining(`not resolved: ${path}, line 2`),
  });
});
