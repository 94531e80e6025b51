import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RunStopped } from "../../foundation/errors.js";
import { createSandbox } from "../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../inner/sandbox/sandbox.js";
import { type DecisionBody, type DecisionKind, decisionSchemas } from "../../outer/decisions.js";
import type { HistoryReader } from "../../population/history/history.js";
import { openHistoryForReading } from "../../population/history/open.js";
import { iterationOf, phaseOf } from "../../population/history/ticket.js";
import { git } from "../population/candidates/git.js";
import {
  challenger,
  levelText,
  type Plan,
  runScripted,
  type ScriptedRun,
  summaryOf,
} from "./scripted-search.js";

const concurrency = 2;
const level = (at: number, words: string, more: Readonly<Record<string, string>> = {}): Plan => ({
  write: { [challenger]: levelText(at, words), ...more },
});

/** Iterations 1 and 2 both edit the baseline; the fourth is the first that knows of both. */
const apart: readonly Plan[] = [
  level(2, "", { "prompts/one.md": "One way.\n" }),
  level(2, "", { "prompts/two.md": "Another way.\n" }),
  {},
  {},
];
const overlapping: readonly Plan[] = [
  level(2, "One way."),
  level(3, "Another way."),
  {},
  level(4, "One way, and another."),
  { write: { "prompts/more.md": "Something else.\n" } },
  level(4, "Again."),
];

const root = mkdtempSync(join(tmpdir(), "autodata-crossover-"));
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(async () => {
  await sandbox.close();
  rmSync(root, { recursive: true, force: true });
});

const newFolder = () => mkdtempSync(join(root, "run-"));
const runIn = (folder: string, run: Partial<ScriptedRun> & Pick<ScriptedRun, "plans">) =>
  runScripted({ folder, sandbox, concurrency, crossover: 1, ...run });

/** A search that came to its end. */
class Ended {
  readonly folder = newFolder();
  digest = "";
  #history: HistoryReader | null = null;

  async run(plans: readonly Plan[]): Promise<void> {
    this.digest = await runIn(this.folder, { plans });
    this.#history = openHistoryForReading(join(this.folder, "history.sqlite"));
  }

  get history(): HistoryReader {
    if (this.#history === null) throw new Error("it was not run");
    return this.#history;
  }

  decision<K extends DecisionKind>(iteration: number, kind: K): DecisionBody<K> | null {
    const stored = this.history.decisions.find(iteration, kind);
    return stored === undefined ? null : (decisionSchemas[kind].parse(stored.body) as DecisionBody<K>);
  }

  /** Trees of the members that iterations made. */
  made(...iterations: readonly number[]) {
    return iterations.map((iteration) => this.decision(iteration, "edit")?.tree);
  }

  /** The commit of an iteration's candidate, and the files and parents that git has for it. */
  async committed(iteration: number) {
    const population = join(this.folder, "population.git");
    const commit = this.history.candidates.all().find((one) => one.iteration === iteration)?.commit ?? "";
    const parents = await git(population, ["show", "--no-patch", "--format=%P", commit]);
    const files = await git(population, ["ls-tree", "-r", "--name-only", commit]);
    const prompt = await git(population, ["show", `${commit}:${challenger}`]);
    return { commit, parents: parents.split(" "), files: files.split("\n"), prompt };
  }

  /** Phases of the episodes of an iteration. */
  observed(iteration: number) {
    const observations = this.history.totals.observations();
    return observations
      .filter(({ ticket }) => iterationOf(ticket) === iteration)
      .map((one) => phaseOf(one.ticket));
  }

  /** Keys of the calls of an iteration's agents. */
  asked(iteration: number): string[] {
    return this.history.calls.keysUnder(`iteration/${String(iteration).padStart(4, "0")}/`);
  }
}

describe("two lines whose changes do not overlap", () => {
  const ended = new Ended();
  beforeAll(() => ended.run(apart));
  afterAll(() => ended.history.close());

  it("are merged by git, into a candidate of both that is compared with the better one", async () => {
    const pair = ended.decision(4, "crossover")?.pair;
    expect([pair?.parent, pair?.other].sort()).toEqual(ended.made(1, 2).sort());
    const [one, two, merged] = [await ended.committed(1), await ended.committed(2), await ended.committed(4)];
    expect(merged.parents).toEqual([pair?.parentCommit, pair?.otherCommit]);
    expect(merged.parents.toSorted()).toEqual([one.commit, two.commit].toSorted());
    expect(merged.files).toEqual(expect.arrayContaining(["prompts/one.md", "prompts/two.md"]));
    expect(ended.decision(4, "outcome")).toMatchObject({
      ...{ outcome: "rejected", parent: pair?.parent, otherParent: pair?.other },
      ...{ parentRate: { accepted: 2, conclusive: 4 }, mutantRate: { accepted: 2, conclusive: 4 } },
    });
  });

  it("cost no call of an agent and no training episode", () => {
    for (const kind of ["minibatch", "analysis"] as const) expect(ended.decision(4, kind)).toBeNull();
    expect([ended.asked(1).length > 0, ended.asked(4)]).toEqual([true, []]);
    expect(ended.observed(4)).not.toContain("train");
    expect(ended.decision(4, "guard")?.passed).toBe(true);
  });
});

describe("two lines whose changes overlap", () => {
  const ended = new Ended();
  beforeAll(() => ended.run(overlapping));
  afterAll(() => ended.history.close());

  it("are merged by the implementer, which is told what led to both", async () => {
    const pair = ended.decision(4, "crossover")?.pair;
    expect([pair?.parent, pair?.other]).toEqual(ended.made(2, 1));
    const merged = await ended.committed(4);
    expect(merged.parents).toEqual([pair?.parentCommit, pair?.otherCommit]);
    expect(merged.prompt).toBe(levelText(4, "One way, and another.").trim());
    expect(ended.decision(4, "outcome")).toMatchObject({
      ...{ outcome: "accepted", parent: pair?.parent, otherParent: pair?.other },
      ...{ parentRate: { accepted: 3 }, mutantRate: { accepted: 4 } },
    });
    const [first = ""] = ended.asked(4);
    const asked = ended.history.calls.readCall(first)?.request.messages.map(({ content }) => content);
    expect(asked?.join("\n")).toContain(summaryOf(1));
    expect(asked?.join("\n")).toContain(summaryOf(2));
  });

  it("end the iteration without a candidate when a conflict is left", () => {
    expect(ended.decision(5, "crossover")?.pair).not.toBeNull();
    expect(ended.decision(5, "edit")).toBeNull();
    const outcome = ended.decision(5, "outcome");
    expect(outcome).toMatchObject({ outcome: "invalid", candidate: null, otherParent: ended.made(1)[0] });
    expect(outcome?.because).toBe(
      `implementer: a conflict is not resolved: ${challenger}, line 1; a conflict is not resolved: ${challenger}, line 5`,
    );
  });

  it("are not merged again, and the agents of the next iteration read of both parents", () => {
    expect(ended.decision(6, "crossover")).toMatchObject({
      pair: null,
      because: "no member of another line is left to merge its parent with",
    });
    const asked = ended.asked(6).map((key) => JSON.stringify(ended.history.calls.readCall(key)?.request));
    const [merged, better, other] = ended.made(4, 2, 1).map((tree) => tree?.slice(0, 6));
    expect(asked.join("\n")).toContain(`${merged} from ${better} and ${other}`);
  });

  it("come to the same history when the search was stopped in the middle of the merge", async () => {
    const folder = newFolder();
    const stopped = new RunStopped("The budget is reached.", "budget");
    const stopping = runIn(folder, {
      plans: overlapping,
      instead: ({ key }) =>
        key.scope === "iteration" && key.iteration === 4 && key.ordinal === 1 ? stopped : undefined,
    });
    await expect(stopping).rejects.toBe(stopped);
    expect(await runIn(folder, { plans: overlapping })).toBe(ended.digest);
  });
});
