import { describe, expect, it } from "vitest";
import { asTreeHash } from "../../../foundation/ids.js";
import { analyze } from "../../../outer/agents/analyzer.js";
import type { PastIteration } from "../../../outer/render/history-text.js";
import { fourRounds, longRounds, trajectoryOf } from "../render/trajectory-fixture.js";
import { script, toolAnswers, toolReply } from "./script.js";

const trajectories = [
  { name: "T1", title: "Raft logs", trajectory: trajectoryOf(fourRounds()) },
  { name: "T2", title: "Bloom filters", trajectory: trajectoryOf(longRounds(3, 20)) },
];

const past: PastIteration[] = [
  {
    iteration: 2,
    outcome: {
      outcome: "no change",
      because: "the harness is as it was",
      summary: "Nothing",
      parent: asTreeHash("b".repeat(40)),
      candidate: null,
      parentRate: null,
      mutantRate: null,
    },
  },
];

const assignment = { iteration: 5, trajectories, past };
const cause = { cause: "c", evidence: "T1 round 3", rounds_lost: 3, remedy: "r" };
const report = JSON.stringify({ summary: "Too easy.", root_causes: [cause] });

describe("analyze", () => {
  it("lets the analyzer read everything, and returns its report", async () => {
    const model = script(
      toolReply(["list_trajectories"], ["read_history"]),
      toolReply(
        ["read_trajectory", { id: "T1" }],
        ["read_trajectory", { id: "T2", from_round: 2, to_round: 2 }],
      ),
      report,
    );
    expect(await analyze(model, assignment)).toEqual({
      ok: true,
      value: {
        summary: "Too easy.",
        rootCauses: [{ cause: "c", evidence: "T1 round 3", roundsLost: 3, remedy: "r" }],
      },
    });
    const [list, history, first, second] = toolAnswers(model, 2);
    expect(list?.split("\n")).toEqual([
      expect.stringMatching(/^T1 \| "Raft logs" \| /),
      expect.stringMatching(/^T2 \| "Bloom filters" \| /),
    ]);
    expect(history).toMatch(/^iteration 2 \| no change/);
    expect(first).toContain("Round 4");
    expect(second?.match(/^Round \d$/gm)).toEqual(["Round 2"]);
  });

  it.each([
    [{ id: "T9" }, "ERROR: there is no episode T9; there are T1, T2"],
    [
      { id: "T1", from_round: 1.5 },
      "ERROR: the arguments do not fit: from_round: must be a whole number from 1",
    ],
    [
      { id: "T1", from_round: 0 },
      "ERROR: the arguments do not fit: from_round: must be a whole number from 1",
    ],
  ])("answers %j with what is wrong", async (args, answer) => {
    const model = script(toolReply(["read_trajectory", args]), report);
    await analyze(model, assignment);
    expect(toolAnswers(model, 1)).toEqual([answer]);
  });

  it("tells the candidate and how its episodes ended, and nothing about iteration numbers", async () => {
    const model = script(report);
    await analyze(model, assignment);
    const [, user] = model.calls[0]?.request.messages ?? [];
    expect(user?.content).toContain(
      "Candidate c3a9f1 ran on 2 training documents; the episodes ended: 2 exhausted.",
    );
  });

  it("accepts a report without root causes", async () => {
    const model = script('{"summary": "No round was lost.", "root_causes": []}');
    expect(await analyze(model, assignment)).toEqual({
      ok: true,
      value: { summary: "No round was lost.", rootCauses: [] },
    });
  });

  it("asks once more for a report that lacks a field", async () => {
    const model = script('{"summary": "Too easy."}', report);
    expect(await analyze(model, assignment)).toMatchObject({ ok: true });
    expect(model.calls[1]?.request.messages.at(-1)?.content).toContain("root_causes");
  });

  it.each(["validation", "test"] as const)("never shows a %s trajectory to a model", async (split) => {
    const foreign = { name: "T3", title: "x", trajectory: trajectoryOf(fourRounds(), { split }) };
    const model = script(report);
    await expect(analyze(model, { ...assignment, trajectories: [...trajectories, foreign] })).rejects.toThrow(
      `a ${split} trajectory was given to the analyzer`,
    );
    expect(model.calls).toEqual([]);
  });
});
