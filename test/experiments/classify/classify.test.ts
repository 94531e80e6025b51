import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClassifySurroundings, classify } from "../../../experiments/classify/classify.js";
import {
  type PrepareClassification,
  prepareClassification,
} from "../../../experiments/classify/prepare-classification.js";
import { readRun, viewOf } from "../../../experiments/loaded-run.js";
import { systemClock } from "../../../foundation/clock.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import { RunStopped } from "../../../foundation/errors.js";
import { simulatedCsResearch } from "../../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import { hashOfRequest } from "../../../models/logical-request.js";
import { type SimulatedServer, startSimulatedServer } from "../../../models/simulated/http-server.js";
import { createSimulatedModels } from "../../../models/simulated/simulated-models.js";
import { StopRequest } from "../../../models/stoppable.js";
import { projectFolder, quiet, servedModels, smallExperiment } from "../small-experiment.js";
import { questionCount, questionLines } from "./questions.js";

const folder = mkdtempSync(join(tmpdir(), "autodata-classify-"));
const file = join(folder, "questions.jsonl");
const config = join(folder, "served.yaml");
let server: SimulatedServer;
beforeAll(async () => {
  writeFileSync(file, questionLines());
  const models = createSimulatedModels({ documents: [], task: simulatedCsResearch });
  server = await startSimulatedServer(
    {
      names: models.names,
      respond: (body) =>
        JSON.stringify(body).includes("overloading") ? { status: 500, body: {} } : models.respond(body),
    },
    { port: 0, clock: systemClock },
  );
  writeFileSync(config, JSON.stringify({ ...smallExperiment, models: servedModels(server.url) }));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function prepare(out: string, change: Partial<PrepareClassification> = {}, questions = file) {
  return prepareClassification(questions, {
    ...{ sample: 40, batch: 10, types: 11, seed: 7, out: join(folder, out), config },
    ...{ projectFolder, workingFolder: folder, environment: fixedEnvironment({}), overrides: {} },
    noBudget: true,
    ...change,
  });
}

/** Classifies; `asked` counts calls that a model answered, `reused` those from the log. */
async function played(
  prepared: Awaited<ReturnType<typeof prepare>>,
  change: Partial<ClassifySurroundings> = {},
) {
  const counted = { asked: 0, reused: 0 };
  const surroundings = {
    ...{ ...quiet(), stop: new StopRequest(), onAnswer: () => {} },
    ...change,
    onCall: ((event) => {
      counted[event.source === "model" ? "asked" : "reused"] += 1;
      change.onCall?.(event);
    }) satisfies ClassifySurroundings["onCall"],
  };
  try {
    const classification = await classify(prepared, surroundings);
    return { ...counted, classification, stopped: null };
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    return { ...counted, classification: null, stopped: error };
  }
}

const text = (out: string, name: string) => readFileSync(join(folder, out, name), "utf8");
const itemLines = (out: string) =>
  text(out, "items.jsonl")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("a classification over an endpoint", () => {
  const whole = async () => played(await prepare("whole"));

  it("assigns every item to one of at most so many types, or says why not, and asks nothing twice", async () => {
    const first = await whole();
    expect(first.asked).toBeGreaterThan(4 + 1 + questionCount); // some replies had to be repaired
    const { types, unparsed } = JSON.parse(text("whole", "types.json"));
    expect(types.length).toBeGreaterThan(5);
    expect(types.length).toBeLessThanOrEqual(11);
    const names = types.map(({ name }: { name: string }) => name);
    const items = itemLines("whole");
    expect(items.map(({ line }) => line)).toEqual(
      Array.from({ length: questionCount }, (_, index) => index + 1),
    );
    const lost = items.filter(({ type }) => type === null);
    expect(lost.length).toBe(unparsed);
    for (const { unparsed: reason } of lost) expect(reason).toMatch(/\w/);
    for (const { type } of items) if (type !== null) expect(names).toContain(type);
    expect(text("whole", "chart.svg")).toContain("simulated models: not a result about any real model");

    const again = await whole();
    expect(again).toMatchObject({ asked: 0, reused: first.asked });
    expect(itemLines("whole")).toEqual(items);
  });

  it("keeps every request whole in its history, schema included, and is no run of a search", async () => {
    const history = readRun(join(folder, "whole"));
    const keys = history.calls.keysUnder("iteration/0003/");
    expect(keys.length).toBeGreaterThanOrEqual(questionCount);
    const call = history.calls.readCall(keys[0] ?? "");
    if (call === undefined) throw new Error("there is no call");
    expect(call.request.schema).toMatchObject({ required: ["type"] });
    expect(hashOfRequest(call.request)).toBe(call.requestHash);
    expect(() => viewOf(history)).toThrow(/this is a classification, not a run/);
    await history.close();
  });

  it("reports items that stay unusable as unparsed, with the foreign type that was named", async () => {
    const strange = join(folder, "strange.jsonl");
    const foreign = Array.from({ length: 20 }, (_, index) => `{"question": "Zz${index} qq${index}?"}\n`);
    writeFileSync(strange, questionLines() + foreign.join(""));
    const { classification } = await played(await prepare("strange", {}, strange));
    const lost = classification?.assigned.flatMap((one) => (one.type === null ? [one.unparsed] : [])) ?? [];
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.some((reason) => reason.includes('no type "None of these"'))).toBe(true);
    expect(itemLines("strange")).toHaveLength(questionCount + 20);
  });

  it("reports an item that the provider never answers as unparsed, and goes on with the others", async () => {
    const heavy = join(folder, "heavy.jsonl");
    writeFileSync(heavy, `${questionLines()}{"question": "Define overloading."}\n`);
    const clock = {
      ...systemClock,
      sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 100, signal),
    };
    const prepared = await prepare("heavy", { sample: 1, batch: 1 }, heavy);
    const { classification } = await played(prepared, { clock });
    const last = classification?.assigned.at(-1);
    expect(last).toMatchObject({ type: null, unparsed: expect.stringMatching(/^Not answered: .*500/) });
    expect(classification?.assigned.some(({ type }) => type !== null)).toBe(true);
  });

  it("stops on request, and continues to the same end without asking anything again", async () => {
    const stop = new StopRequest();
    let answers = 0;
    const first = await played(await prepare("stopped"), {
      stop,
      onCall: () => {
        answers += 1;
        if (answers === 30) stop.request();
      },
    });
    expect(first.stopped).toMatchObject({ cause_: "interrupt" });
    expect(existsSync(join(folder, "stopped", "types.json"))).toBe(false);
    const second = await played(await prepare("stopped"));
    expect(second.reused).toBe(first.asked);
    const reference = await played(await prepare("whole"));
    expect(first.asked + second.asked).toBe(reference.reused);
    expect(text("stopped", "items.jsonl")).toBe(text("whole", "items.jsonl"));
  });

  it("keeps to a budget of calls and continues with a larger one", async () => {
    const small = await played(await prepare("bounded", { overrides: { budgetCalls: 20 } }));
    expect(small.stopped).toMatchObject({ cause_: "budget" });
    expect(small.asked).toBe(20);
    const { classification } = await played(await prepare("bounded", { overrides: { budgetCalls: 500 } }));
    expect(classification?.assigned).toHaveLength(questionCount);
  });

  it("refuses a folder with other questions, other settings, or other files, and changes nothing there", async () => {
    const before = text("whole", "types.json");
    await expect(played(await prepare("whole", { types: 5, seed: 8 }))).rejects.toThrow(
      /other questions or with other settings \(--seed, --types differ\)/,
    );
    const fewer = join(folder, "fewer.jsonl");
    writeFileSync(fewer, questionLines().split("\n").slice(0, 50).join("\n"));
    await expect(played(await prepare("whole", {}, fewer))).rejects.toThrow(/\(the questions differs\)/);
    await expect(prepare(".")).rejects.toThrow(/holds other files and no run/);
    expect(text("whole", "types.json")).toBe(before);
  });

  it("says so when no reply has types that can be read", async () => {
    const models = { defaults: { base_url: server.url, model: "simulated-weak" } };
    const other = join(folder, "weak.yaml");
    writeFileSync(other, JSON.stringify({ ...smallExperiment, models }));
    await expect(played(await prepare("weak", { config: other }))).rejects.toThrow(
      /simulated-weak gave no types that can be read \(proposals\)/,
    );
  });
});

it("without a config the simulated models in process are asked, with the same result", async () => {
  const { classification } = await played(await prepare("inside", { config: null }));
  expect(classification?.assigned).toHaveLength(questionCount);
  expect(text("inside", "items.jsonl")).toBe(text("whole", "items.jsonl"));
});
