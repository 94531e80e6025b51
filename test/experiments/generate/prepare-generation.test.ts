import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rehearse } from "../../../experiments/generate/rehearsal.js";
import { readRun, viewOf } from "../../../experiments/loaded-run.js";
import { systemClock } from "../../../foundation/clock.js";
import { RecordedRun } from "../look/recorded.js";
import { projectFolder } from "../small-experiment.js";
import { Making } from "./making.js";

const making = new Making(25, 28);
const run = new RecordedRun();
beforeAll(() => run.unpack());
afterAll(() => {
  making.remove();
  run.remove();
});

const scripted = join(projectFolder, "harness-baseline/cs-research-scripted");

describe("what examples are made with", () => {
  it("is the experiment's own harness, on simulated models when nothing is said", async () => {
    const { origin, definition } = await making.prepare("a.jsonl");
    expect(origin.harness.reference).toBe("harness-baseline/cs-research");
    expect(origin.experiment).toMatchObject({ name: "offline", acceptance: "deployed" });
    expect(definition.models.defaults.baseUrl).toBe("simulated");
  });

  it("is a folder, with another acceptance and another seed", async () => {
    const overrides = { acceptance: "prose", seed: 9 };
    const { origin } = await making.prepare("a.jsonl", { harness: scripted, overrides });
    expect(origin.harness.reference).toBe("harness-baseline/cs-research-scripted");
    expect(origin.experiment).toMatchObject({ seed: 9, acceptance: "prose" });
  });

  it("is a candidate of a run with the run's own stored experiment", async () => {
    const { origin, definition } = await making.prepare("a.jsonl", { harness: `${run.path}:best` });
    const history = readRun(run.path);
    const stored = viewOf(history).definition;
    await history.close();
    expect(definition.models).toEqual(stored.models);
    expect(definition.limits).toEqual(stored.limits);
    expect(definition.corpus.path).toBe(making.corpus);
    expect(origin.experiment.name).toBe(stored.name);
    expect(origin.harness.reference).toMatch(new RegExp(`^${run.path}:(baseline|[0-9a-f]{6})$`));
    const other = await making.prepare("a.jsonl", {
      harness: `${run.path}:best`,
      experiment: making.experiment("other", { limits: { rounds: 2 } }),
    });
    expect(other.definition.limits.rounds).toBe(2);
    expect(other.origin.harness.tree).toBe(origin.harness.tree);
  });
});

describe("a generation is refused before anything is written", () => {
  it.each([
    ["a harness that is none", { harness: "nowhere" }, /neither a run nor a harness folder/],
    ["a corpus that is none", { overrides: { corpus: "nowhere" } }, /--corpus.*is not a folder/],
    [
      "a run's harness on another task",
      { harness: "RUN:best", experiment: join(projectFolder, "experiments/offline-legal.yaml") },
      /is a harness for cs-research, and offline-legal\.yaml is about legal/,
    ],
  ])("for %s", async (_, change, sentence) => {
    const harness = (change as { harness?: string }).harness?.replace("RUN", run.path) ?? "baseline";
    await expect(making.prepare("a.jsonl", { ...change, harness })).rejects.toThrow(sentence);
  });

  it("for a file that is somebody else's", async () => {
    const file = join(making.path, "mine.jsonl");
    writeFileSync(file, "precious\n");
    await expect(making.prepare("mine.jsonl")).rejects.toThrow(/mine\.jsonl is there already.*another file/);
    rmSync(file);
  });

  it("for a file that was made with another harness or seed, naming what differs", async () => {
    await making.make("made.jsonl", { limit: 1, experiment: making.experiment("made") });
    const experiment = making.experiment("made");
    await expect(making.make("made.jsonl", { experiment, harness: scripted })).rejects.toThrow(
      /other settings \(--harness differs\)/,
    );
    await expect(making.make("made.jsonl", { experiment, overrides: { seed: 1 } })).rejects.toThrow(
      /\(seed differs\); undo the change, or give another file with --out/,
    );
    expect(() => viewOf(readRun(join(making.path, "made.run")))).toThrow(/this is a generation, not a run/);
  });
});

describe("a rehearsal", () => {
  it("shows the first request to every seat, the very first as it will be sent", async () => {
    const prepared = await making.prepare("r.jsonl", { rehearsal: true, limit: 1 });
    const requests = await rehearse(prepared, systemClock);
    const [first, ...others] = requests;
    expect(first).toMatchObject({ seat: "main", afterSimulatedReplies: false });
    expect(first?.request.messages[1]?.content).toContain(prepared.documents[0]?.title);
    expect(others.every(({ afterSimulatedReplies }) => afterSimulatedReplies)).toBe(true);
    expect(others[0]).toMatchObject({ seat: "challenger", model: "simulated-challenger" });
    expect(new Set(requests.map(({ seat }) => seat)).size).toBe(requests.length);
  });

  it("needs neither key nor budget, and then nothing may be asked", async () => {
    const models = { defaults: { base_url: "https://api.example/v1", api_key_env: "ABSENT", model: "m" } };
    const experiment = making.experiment("paid", { models });
    await expect(making.prepare("p.jsonl", { experiment })).rejects.toThrow(/ABSENT, which is not set/);
    const prepared = await making.prepare("p.jsonl", { experiment, rehearsal: true });
    expect((await rehearse(prepared, systemClock))[0]?.model).toBe("m");
  });
});
