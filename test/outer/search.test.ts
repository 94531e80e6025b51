import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHarnessFolder } from "../../experiments/harness-folder.js";
import { readRun } from "../../experiments/loaded-run.js";
import { randomStreams } from "../../foundation/random.js";
import { acceptSchema, minibatchSchema, outcomeSchema, selectSchema } from "../../outer/decisions.js";
import { strictlyBetter } from "../../outer/policies/accept-mutant.js";
import { drawMinibatch } from "../../outer/policies/minibatch.js";
import { boltzmann } from "../../outer/policies/select-parent.js";
import type { HistoryReader } from "../../population/history/history.js";
import { type Phase, ticketOf } from "../../population/history/ticket.js";
import {
  ExperimentFolder,
  projectFolder,
  runToEnd,
  smallExperiment,
} from "../experiments/small-experiment.js";

const iterations = 6;
const concurrency = 3;

describe("a search, from what it stored", () => {
  const folder = new ExperimentFolder();
  let history: HistoryReader;

  beforeAll(async () => {
    const prepared = await folder.prepare("search", (experiment) => {
      Object.assign(experiment.search, { iterations, concurrency });
    });
    await runToEnd(prepared);
    history = readRun(prepared.folder.path);
  });
  afterAll(async () => {
    await history.close();
    folder.remove();
  });

  const numbers = Array.from({ length: iterations }, (_, index) => index + 1);
  const outcomeOf = (iteration: number) =>
    outcomeSchema.parse(history.decisions.find(iteration, "outcome")?.body);
  const observed = (iteration: number, phase: Phase) => {
    const [from, to] = [ticketOf(iteration, phase, 0), ticketOf(iteration, phase, 99_999)];
    return history.totals.observations().filter(({ ticket }) => ticket >= from && ticket <= to);
  };

  it("gives every iteration an outcome", () => {
    for (const iteration of numbers) expect(outcomeOf(iteration).because).not.toBe("");
  });

  it("lets iteration k see the members up to k minus the concurrency, and no later ones", () => {
    const joined = new Map(
      history.candidates
        .all()
        .filter(({ standing }) => standing !== "rejected")
        .map(({ tree, iteration }) => [tree, iteration]),
    );
    for (const iteration of numbers) {
      const { members } = selectSchema.parse(history.decisions.find(iteration, "select")?.body);
      const expected = [...joined].filter(([, since]) => since <= Math.max(0, iteration - concurrency));
      expect(members.map(({ candidate }) => candidate)).toEqual(expected.map(([tree]) => tree));
    }
  });

  it("recomputes every selection from the stored members and draw, and the draw from the seed", () => {
    const random = randomStreams(smallExperiment.seed);
    for (const iteration of numbers) {
      const select = selectSchema.parse(history.decisions.find(iteration, "select")?.body);
      expect(select.draw).toBe(random.fork(select.stream).next());
      const members = select.members.map((member) => ({ ...member, commit: select.parentCommit }));
      const again = boltzmann(members, 0.1, select.draw);
      expect(again.parent.candidate).toBe(select.parent);
      expect(again.probabilities).toEqual(select.members.map(({ probability }) => probability));
    }
  });

  it("recomputes every minibatch from the training documents and the seed", () => {
    const train = history.documents
      .all()
      .filter(({ split }) => split === "train")
      .sort((a, b) => a.position - b.position)
      .map(({ document }) => document.id);
    const random = randomStreams(smallExperiment.seed);
    for (const iteration of numbers) {
      const { stream, documents } = minibatchSchema.parse(
        history.decisions.find(iteration, "minibatch")?.body,
      );
      expect(drawMinibatch(train, smallExperiment.search.minibatch, random.fork(stream))).toEqual(documents);
    }
  });

  it("recomputes every acceptance from the observations", () => {
    let decided = 0;
    for (const iteration of numbers) {
      const stored = history.decisions.find(iteration, "accept");
      if (stored === undefined) continue;
      decided += 1;
      const accept = acceptSchema.parse(stored.body);
      const [parent, mutant] = [
        observed(iteration, "validate-parent"),
        observed(iteration, "validate-mutant"),
      ];
      expect(strictlyBetter(parent, mutant, 0.2)).toEqual(accept);
      expect(outcomeOf(iteration).outcome).toBe(accept.verdict === "accept" ? "accepted" : "rejected");
    }
    expect(decided).toBeGreaterThan(0);
  });

  it("shows agents training documents only", () => {
    for (const iteration of numbers) {
      expect(observed(iteration, "train").every(({ split }) => split === "train")).toBe(true);
    }
    const titles = history.documents
      .all()
      .filter(({ split }) => split === "validation" || split === "test")
      .map(({ document }) => document.title);
    for (const key of history.calls.keysUnder("iteration/")) {
      const asked = JSON.stringify(history.calls.readCall(key)?.request.messages);
      for (const title of titles) expect(asked).not.toContain(title);
    }
  });

  it("stores diffs that apply cleanly to the baseline and give the committed trees", () => {
    const work = join(folder.path, "work");
    const git = (...args: string[]) => spawnSync("git", ["-C", work, ...args], { encoding: "utf8" });
    for (const { diff, tree } of history.candidates.all()) {
      mkdirSync(work, { recursive: true });
      git("init", "-q");
      for (const [path, text] of readHarnessFolder(join(projectFolder, "harness-baseline/cs-research"))) {
        mkdirSync(dirname(join(work, path)), { recursive: true });
        writeFileSync(join(work, path), text);
      }
      writeFileSync(join(folder.path, "candidate.diff"), diff);
      if (diff !== "") expect(git("apply", join(folder.path, "candidate.diff")).stderr).toBe("");
      git("add", "-A");
      expect(git("write-tree").stdout.trim()).toBe(tree);
      rmSync(work, { recursive: true });
    }
  });
});
