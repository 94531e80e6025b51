import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { measure } from "../../../experiments/evaluate/measure.js";
import {
  type EvaluationOptions,
  prepareEvaluation,
  requireGuarded,
} from "../../../experiments/evaluate/prepare-evaluation.js";
import { systemClock } from "../../../foundation/clock.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import { ExperimentFolder, projectFolder, quiet, smallExperiment } from "../small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

const baseline = join(projectFolder, "harness-baseline/cs-research");

/** A copy of the baseline with one file changed. */
function edited(name: string, path: string, change: (text: string) => string): string {
  const copy = join(folder.path, name);
  cpSync(baseline, copy, { recursive: true });
  writeFileSync(join(copy, path), change(readFileSync(join(copy, path), "utf8")));
  return copy;
}

const stricter = (name: string) =>
  edited(
    name,
    "prompts/challenger.md",
    (text) => `${text}\nReply with strictly valid JSON and nothing else.\n`,
  );

async function prepared(
  harness: string,
  options: Partial<EvaluationOptions> = {},
  change: Record<string, unknown> = {},
) {
  const file = folder.fileOf("by-hand");
  writeFileSync(
    file,
    JSON.stringify({ ...smallExperiment, name: "by-hand", limits: { rounds: 2 }, ...change }),
  );
  return prepareEvaluation(file, {
    ...{ projectFolder, workingFolder: folder.path, environment: fixedEnvironment({}) },
    ...{ edited: harness, against: "baseline" },
    ...options,
  });
}

async function measured(evaluation: Awaited<ReturnType<typeof prepared>>, repeats = 1) {
  let asked = 0;
  const onCall = ({ source }: { source: string }) => {
    if (source === "model") asked += 1;
  };
  const both = await measure(evaluation, { ...quiet(), onCall }, repeats);
  const outcomes = [...both.against, ...both.edited].map(({ observation }) => observation);
  return { ...both, outcomes, asked };
}

describe("an evaluation by hand", () => {
  it("runs both harnesses on all validation documents, and asks nothing when it is made again", async () => {
    const harness = stricter("first");
    const first = await measured(await prepared(harness));
    const documents = first.against.map(({ observation }) => observation.document);
    expect(documents).toHaveLength(2);
    expect(first.edited.map(({ observation }) => observation.document)).toEqual(documents);
    expect(new Set(first.outcomes.map(({ candidate }) => candidate)).size).toBe(2);
    const second = await measured(await prepared(harness));
    expect(first.asked).toBeGreaterThan(0);
    expect(second.asked).toBe(0);
    expect(second.outcomes).toEqual(first.outcomes);
  });

  it("adds further repeats to what is there, and does not run the other harness again for the next edit", async () => {
    const out = join(folder.path, "adding");
    const harness = stricter("adding-1");
    const once = await measured(await prepared(harness, { out }));
    const twice = await measured(await prepared(harness, { out }), 2);
    expect(twice.against.map(({ observation }) => observation.repeat)).toEqual([0, 0, 1, 1]);
    expect(twice.against.slice(0, 2)).toEqual(once.against);
    expect(twice.edited.slice(0, 2)).toEqual(once.edited);
    const next = edited("adding-2", "prompts/challenger.md", (text) => `${text}\nBe brief.\n`);
    const other = await measured(await prepared(next, { out }), 2);
    const callsOf = (trajectories: typeof other.edited) =>
      trajectories.reduce((sum, { observation }) => sum + observation.cost.calls, 0);
    expect(other.against).toEqual(twice.against);
    expect(other.asked).toBe(callsOf(other.edited));
  });

  it("that was stopped by its budget ends as one that was not", async () => {
    const harness = stricter("stopped");
    const out = join(folder.path, "stopped-out");
    const few = await prepared(harness, { out }, { budget: { calls: 20 } });
    await expect(measured(few)).rejects.toThrow(/budget is reached/);
    const rest = await measured(await prepared(harness, { out }, { budget: { calls: 5000 } }));
    const whole = await measured(await prepared(harness, { out: join(folder.path, "whole-out") }));
    expect(rest.asked).toBe(whole.asked - 20);
    expect(rest.outcomes).toEqual(whole.outcomes);
  });

  it("is measured against another folder when one is named", async () => {
    const scripted = join(projectFolder, "harness-baseline/cs-research-scripted");
    const { against, edited: one } = await prepared(stricter("named"), { against: scripted });
    expect(against.files.has("prompts/refinement-advice.md")).toBe(true);
    expect(one.files.get("prompts/challenger.md")).toContain("strictly valid JSON");
  });

  it("is refused when nothing was edited", async () => {
    await expect(prepared(baseline)).rejects.toThrow(/is the same as baseline, file by file: edit it first/);
  });
});

describe("the guard before an evaluation", () => {
  const note = readFileSync(join(projectFolder, "corpus/computer-science-notes/mutation-testing.md"), "utf8");
  const guarded = async (harness: string, options: Partial<EvaluationOptions> = {}) => {
    const evaluation = await prepared(harness, options);
    try {
      await requireGuarded(evaluation, systemClock);
    } finally {
      expect(existsSync(join(folder.path, "guarded"))).toBe(false);
    }
  };
  const out = join(folder.path, "guarded");

  it("lets an edit of a prompt pass", async () => {
    await guarded(stricter("sound"), { out });
  });

  it.each([
    [
      "code of the wrong type",
      "workflow.ts",
      (text: string) => `${text}\nexport const wrong: number = "a";\n`,
      /because the guard objects:\n {2}types: workflow\.ts:\d+: Type 'string' is not assignable to type 'number'/,
    ],
    [
      "copied text",
      "prompts/challenger.md",
      (text: string) => text + note.slice(200, 1200),
      /prompts\/challenger\.md repeats \d+ consecutive words of a document/,
    ],
    [
      "a workflow that does nothing",
      "workflow.ts",
      () =>
        'import type { Workflow } from "autodata/harness";\nconst nothing: Workflow = async () => {};\nexport default nothing;\n',
      /the guard objects:\n {2}.+/,
    ],
  ])("objects to %s", async (what, path, change, sentence) => {
    await expect(guarded(edited(what, path, change), { out })).rejects.toThrow(sentence);
  });

  it("lets code be edited only where the experiment, or the command line, does", async () => {
    const harness = edited("code", "workflow.ts", (text) => `${text}\n// one more line\n`);
    await guarded(harness, { out });
    await expect(guarded(harness, { out, overrides: { edits: "prompts" } })).rejects.toThrow(
      /edits outside the prompts \(workflow\.ts\).*\nPass --edits all/,
    );
  });
});
