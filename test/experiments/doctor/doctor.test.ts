import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { doctorScreen, planLine } from "../../../experiments/doctor/doctor-screen.js";
import { type Diagnosis, examine } from "../../../experiments/doctor/examine.js";
import type { CheckName } from "../../../experiments/doctor/finding.js";
import { planOf, requireWithinBudget } from "../../../experiments/doctor/plan.js";
import { prepareDoctor } from "../../../experiments/doctor/prepare-doctor.js";
import { systemClock } from "../../../foundation/clock.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import { loadFolder } from "../../../inner/corpus/load-folder.js";
import { simulatedCsResearch } from "../../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import type { Seat } from "../../../models/chat.js";
import { startSimulatedServer } from "../../../models/simulated/http-server.js";
import { createSimulatedModels } from "../../../models/simulated/simulated-models.js";
import { type FaultName, selectKinds } from "../../fault-server/catalogue.js";
import { FaultServer } from "../../fault-server/fault-server.js";
import { ExperimentFolder, projectFolder, servedModels, smallExperiment } from "../small-experiment.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const models = loadFolder(smallExperiment.corpus.path, { minWords: 80 }).then(({ documents }) =>
  createSimulatedModels({ documents, task: simulatedCsResearch }),
);

/** A server at which every request meets the first of these faults that can befall it. */
async function faulty(kinds: readonly FaultName[], alsoListed: readonly string[] = []): Promise<string> {
  const served = await models;
  const server = await FaultServer.start({
    models: { ...served, names: [...served.names, ...alsoListed] },
    ...{ clock: systemClock, port: 0, seed: 1, rate: 1, always: true },
    kinds: kinds.length === 0 ? [] : selectKinds(kinds.join(",")),
  });
  open.push(server);
  return server.url;
}

interface Trial {
  readonly models: Record<string, unknown>;
  readonly seats?: readonly Seat[];
  readonly change?: Record<string, unknown>;
  readonly environment?: Record<string, string>;
}

async function prepared({ models: written, seats, change = {}, environment = {} }: Trial) {
  const file = folder.fileOf("doctored");
  writeFileSync(file, JSON.stringify({ ...smallExperiment, models: written, ...change }));
  const variables = fixedEnvironment(environment);
  const options = { projectFolder, workingFolder: folder.path, environment: variables, seats };
  return { options, prepared: await prepareDoctor(file, options) };
}

async function diagnosed(trial: Trial): Promise<Diagnosis & { asked: number; planned: number }> {
  const { options, prepared: ready } = await prepared(trial);
  let asked = 0;
  const diagnosis = await examine(ready, {
    clock: systemClock,
    environment: options.environment,
    onCall: () => {
      asked += 1;
    },
  });
  return { ...diagnosis, asked, planned: planOf(ready).calls };
}

function verdictOf({ places }: Diagnosis, seat: Seat, check: CheckName) {
  const place = places.find(({ seats }) => seats.includes(seat));
  return place?.findings.find((finding) => finding.check === check);
}

describe("the doctor", () => {
  it("finds simulated models usable, in process and served, within the calls it announced", async () => {
    const server = await startSimulatedServer(await models, { port: 0, clock: systemClock });
    open.push(server);
    for (const written of [smallExperiment.models, servedModels(server.url)]) {
      const { usable, troubles, asked, planned } = await diagnosed({ models: written });
      expect(troubles).toEqual([]);
      expect(usable).toBe(true);
      expect(asked).toBeGreaterThan(20);
      expect(asked).toBeLessThanOrEqual(planned);
    }
  });

  it("tries seats that share endpoint, model and settings once", async () => {
    const url = await faulty([]);
    const one = { defaults: { base_url: url, model: "simulated-judge" } };
    const { places, asked } = await diagnosed({ models: one, seats: ["verifier", "judge", "weak"] });
    expect(places.map(({ seats }) => seats)).toEqual([["verifier", "judge"], ["weak"]]); // weak: solver temperature
    expect(asked).toBe(7);
  });

  it.each<[FaultName, Seat, CheckName, string, RegExp, RegExp]>([
    [
      "prompt_beginning_cut",
      "analyzer",
      "long prompt",
      "wrong",
      /cut silently: about 15,\d00 tokens/,
      /num_ctx/,
    ],
    ["prompt_cut", "analyzer", "long prompt", "wrong", /cut silently/, /--max-model-len\)$/],
    ["format_ignored", "judge", "json", "wrong", /json_object is ignored/, /models\.judge\.model/],
    [
      "refused_response_format",
      "judge",
      "json",
      "warning",
      /refused; asked by the prompt.*gives JSON/,
      /nothing/,
    ],
    ["json_fenced", "judge", "json", "warning", /ignored; asked by the prompt.*gives JSON/, /nothing/],
    ["tools_refused", "main", "tools", "wrong", /--enable-auto-tool-choice/, /--tool-call-parser/],
    ["tools_unsupported", "main", "tools", "wrong", /support tool use/, /models\.main\.model/],
    ["tools_ignored", "main", "tools", "wrong", /without a tool call/, /models\.main\.model/],
    ["tool_arguments", "main", "tools", "wrong", /not the JSON object/, /models\.main\.model/],
    ["finish_wrong", "weak", "cut-off", "warning", /ends with "stop"/, /leave models\.weak\.max_tokens out/],
    ["limit_ignored", "weak", "cut-off", "warning", /max_tokens is ignored/, /budget\.tokens/],
    ["empty_stop", "weak", "chat", "wrong", /empty/, /models\.weak\.model/],
    ["empty_length", "weak", "chat", "wrong", /cut off at the output limit/, /models\.weak\.max_tokens/],
    ["filtered", "weak", "chat", "wrong", /content filter/, /filter/],
    ["usage_missing", "weak", "usage", "warning", /counts no tokens/, /budget\.calls/],
    [
      "refused_temperature",
      "weak",
      "settings",
      "warning",
      /refuses temperature/,
      /evaluation\.solver_temperature to null/,
    ],
    ["refused_seed", "weak", "settings", "warning", /refuses seed/, /nothing to set/],
    ["quota", "weak", "chat", "wrong", /quota/, /top it up/],
    ["context_code", "weak", "chat", "wrong", /does not fit/, /context length/],
  ])("takes %s of %s for what it is", async (kind, seat, check, verdict, found, advice) => {
    const diagnosis = await diagnosed({ models: servedModels(await faulty([kind])), seats: [seat] });
    const finding = verdictOf(diagnosis, seat, check);
    expect(finding).toMatchObject({ verdict });
    expect(finding?.found).toMatch(found);
    expect(finding?.advice).toMatch(advice);
    expect(diagnosis.usable).toBe(verdict !== "wrong");
  });

  it("is content with max_tokens that are sent under another name", async () => {
    const served = servedModels(await faulty(["refused_max_tokens"]));
    const limited = { ...served, weak: { model: "simulated-weak", max_tokens: 500 } };
    const diagnosis = await diagnosed({ models: limited, seats: ["weak"] });
    expect(verdictOf(diagnosis, "weak", "settings")).toMatchObject({
      verdict: "ok",
      found: "max_tokens (sent as max_completion_tokens)",
    });
    expect(verdictOf(diagnosis, "weak", "cut-off")).toMatchObject({ verdict: "ok" });
  });

  it("calls a wrong finish wrong where the experiment limits replies", async () => {
    const served = servedModels(await faulty(["finish_wrong"]));
    const limited = { ...served, weak: { model: "simulated-weak", max_tokens: 500 } };
    const diagnosis = await diagnosed({ models: limited, seats: ["weak"] });
    expect(verdictOf(diagnosis, "weak", "cut-off")).toMatchObject({ verdict: "wrong" });
  });

  it("gives near names for a model that there is not", async () => {
    const served = servedModels(await faulty([], ["other-8b"]));
    const misnamed = { ...served, weak: { model: "simulated-wek" } };
    const diagnosis = await diagnosed({ models: misnamed, seats: ["weak"] });
    expect(verdictOf(diagnosis, "weak", "model")?.advice).toMatch(/such as simulated-weak/);
    expect(verdictOf(diagnosis, "weak", "chat")?.advice).toMatch(/set models\.weak\.model to simulated-weak/);
    expect(verdictOf(diagnosis, "weak", "chat")?.advice).not.toMatch(/other-8b/);
    expect(verdictOf(diagnosis, "weak", "json")).toMatchObject({ verdict: "not tried" });
  });

  it("says which model is refused although it is listed", async () => {
    const diagnosis = await diagnosed({
      models: servedModels(await faulty(["model_unknown"])),
      seats: ["weak"],
    });
    expect(verdictOf(diagnosis, "weak", "chat")?.found).toMatch(
      /404: The model `simulated-weak` does not exist/,
    );
  });

  it("names the setting of an endpoint that is not there, and of a key that is missing, and tries the others", async () => {
    const served = servedModels(await faulty([]));
    const diagnosis = await diagnosed({
      models: {
        ...served,
        strong: { model: "m", base_url: "http://127.0.0.1:9/v1" },
        judge: { model: "m", api_key_env: "LAB_KEY" },
      },
      seats: ["weak", "strong", "judge"],
    });
    expect(verdictOf(diagnosis, "weak", "long prompt")).toMatchObject({ verdict: "ok" });
    expect(verdictOf(diagnosis, "strong", "endpoint")).toMatchObject({
      verdict: "wrong",
      found: "it does not answer: connection refused",
      advice: "start the server, or change models.strong.base_url (now http://127.0.0.1:9/v1)",
    });
    expect(verdictOf(diagnosis, "judge", "endpoint")?.found).toMatch(/LAB_KEY, which is not set/);
  });

  it("waits trouble out that passes", async () => {
    const served = await models;
    const server = await FaultServer.start({
      models: served,
      ...{ clock: systemClock, port: 0, seed: 1, rate: 1, mostInARow: 1 },
      kinds: selectKinds("server_500"),
    });
    open.push(server);
    const { options, prepared: ready } = await prepared({
      models: servedModels(server.url),
      seats: ["weak"],
    });
    const waits: number[] = [];
    const sleep = (ms: number, signal?: AbortSignal) =>
      ms > 2000 ? systemClock.sleep(ms, signal) : Promise.resolve(void waits.push(ms)); // deadlines stay
    const clock = { ...systemClock, sleep };
    const { usable } = await examine(ready, { clock, environment: options.environment, onCall: () => {} });
    expect(usable).toBe(true);
    expect(waits).toEqual([2000, 2000, 2000]);
  });

  it("advises a smaller share of documents where they are what is too long", async () => {
    const corpus = join(folder.path, "long");
    mkdirSync(corpus);
    for (let number = 0; number < 8; number++) {
      const text = `Document ${number}\n\n${`The ferry number ${number} leaves when the tide allows it. `.repeat(500)}`;
      writeFileSync(join(corpus, `${number}.md`), text);
    }
    const served = servedModels(await faulty(["prompt_beginning_cut"]));
    const diagnosis = await diagnosed({
      models: served,
      seats: ["verifier", "judge"],
      change: { corpus: { path: corpus } },
    });
    expect(verdictOf(diagnosis, "verifier", "long prompt")).toMatchObject({ verdict: "wrong" });
    expect(verdictOf(diagnosis, "verifier", "long prompt")?.advice).toMatch(
      /or lower corpus\.max_characters$/,
    );
    expect(verdictOf(diagnosis, "judge", "long prompt")).toMatchObject({ verdict: "ok" });
  });

  it("understands a server that is not ours", async () => {
    const mock = new LLMock({ port: 0 });
    const usage = { prompt_tokens: 1500, completion_tokens: 5, total_tokens: 1505 };
    mock.onMessage(/Reply with this word/, { content: "ready", usage });
    mock.onMessage(/Count from 1/, { content: "1 2 3 4 5", finishReason: "length", usage });
    mock.onMessage(/Which word was given/, { content: "The word is kestrel.", usage });
    await mock.start();
    open.push({ close: () => mock.stop() });
    const models = { defaults: { base_url: `${mock.url}/v1`, model: "gpt-4o-mini" } };
    const { usable, troubles, asked } = await diagnosed({ models, seats: ["weak"] });
    expect(troubles.filter(({ check }) => check !== "model")).toEqual([]);
    expect(usable).toBe(true);
    expect(asked).toBe(3);
  });

  it("says a thing that was found of several seats once, with where the setting stands", async () => {
    const url = await faulty(["refused_temperature"]);
    const served = servedModels(url);
    const { troubles } = await diagnosed({
      models: { ...served, defaults: { base_url: url, temperature: 0.5 } },
      seats: ["main", "weak", "judge"],
    });
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatchObject({
      seats: ["main", "weak", "judge"],
      advice: "set models.defaults.temperature and evaluation.solver_temperature to null",
    });
  });

  it("keeps to the budget rules: refused without one, or with too small a one, before anything is asked", async () => {
    const priced = {
      ...servedModels("http://127.0.0.1:9/v1"),
      weak: { model: "m", price: { input_per_million: 1, output_per_million: 1 } },
    };
    const withBudget = async (budget: Record<string, number>, noBudget = false) => {
      const { prepared: ready } = await prepared({ models: priced, seats: ["weak"], change: { budget } });
      requireWithinBudget(ready, planOf(ready), { noBudget });
    };
    await expect(withBudget({})).rejects.toThrow(/models\.weak .* may cost money.*--no-budget/);
    await expect(withBudget({ calls: 2 })).rejects.toThrow(/takes up to 3 calls, and budget\.calls allows 2/);
    await expect(withBudget({ tokens: 100 })).rejects.toThrow(/about 3,\d\d\d tokens/);
    await expect(withBudget({ usd: 0.001 })).rejects.toThrow(/about \$0\.00\d+/);
    await withBudget({ calls: 3 });
    await withBudget({}, true);
  });
});

describe("the doctor's screen", () => {
  it("has a row for every seat, what is wrong before what is only to be known, and what it took", async () => {
    const kinds: FaultName[] = ["tools_refused", "usage_missing"];
    const diagnosis = await diagnosed({ models: servedModels(await faulty(kinds)), seats: ["main", "weak"] });
    const screen = doctorScreen(diagnosis, { colours: false });
    expect(screen).toMatch(/^ +endpoint +model +chat +settings +usage +json +tools +cut-off +long prompt$/m);
    expect(screen).toMatch(/^ +main +ok +ok +ok +ok +warn +- +WRONG +ok +ok$/m);
    expect(screen).toMatch(/^ +weak +ok +ok +ok +ok +warn +- +- +ok +ok$/m);
    expect(screen.indexOf("WRONG  tools, main")).toBeLessThan(screen.indexOf("warn   usage, main, weak"));
    expect(screen).toMatch(/Not usable yet.*Took 6 answered calls, tokens not counted, cost unknown\.$/);
  });

  it("is coloured where it is asked to be", async () => {
    const diagnosis = await diagnosed({ models: smallExperiment.models, seats: ["weak"] });
    expect(doctorScreen(diagnosis, { colours: true })).toContain("\u001b[32m");
    expect(doctorScreen(diagnosis, { colours: false })).not.toContain("\u001b");
    expect(doctorScreen(diagnosis, { colours: false })).toMatch(/All seats are usable.*nothing to pay\.$/);
  });

  it("announces calls, tokens and cost", () => {
    expect(planLine({ calls: 17, tokens: 25_321, usd: null }, 3, 8)).toBe(
      "Trying 3 models with their settings for 8 seats: up to 17 calls, about 25,300 tokens, unpriced",
    );
  });
});
