import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { exitCodeOf, messageOf } from "../../cli/exit.js";
import { runCommand } from "../../cli/run.js";
import { readRun } from "../../experiments/loaded-run.js";
import { fixedEnvironment } from "../../foundation/environment.js";
import { loadFolder } from "../../inner/corpus/load-folder.js";
import { simulatedCsResearch } from "../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import { createSimulatedModels, type SimulatedModels } from "../../models/simulated/simulated-models.js";
import { faultKinds } from "../fault-server/catalogue.js";
import { FaultServer, type FaultServerOptions } from "../fault-server/fault-server.js";
import { fakeClock } from "../models/fake-clock.js";
import {
  ExperimentFolder,
  projectFolder,
  runToEnd,
  type SmallExperiment,
  servedModels,
  smallExperiment,
} from "./small-experiment.js";
import { storedTexts } from "./stored-texts.js";

const key = "sk-planted-4f1c9d20b7e85a63";
const environment = fixedEnvironment({ PLANTED_KEY: key });
/** Of a request, and of one that asks whether an endpoint is there. */
const deadlines = [600_000, 10_000];

const longer = (experiment: SmallExperiment) => {
  experiment.search.iterations = 2;
};
const short = (experiment: SmallExperiment) => {
  experiment.search.iterations = 1;
};

describe("an experiment over HTTP", () => {
  const folder = new ExperimentFolder();
  let server: FaultServer;
  afterEach(() => server.close());
  afterAll(() => folder.remove());

  const shortReference = (async () => runToEnd(await folder.prepare("short", short)))();

  /**
   * A server, an experiment on it with a key, and a clock for both on which every wait passes at once, but for
   * deadlines.
   */
  async function scene(name: string, size: (experiment: SmallExperiment) => void, faults: Faults = {}) {
    const clock = fakeClock((ms) => !deadlines.includes(ms));
    const { rename = (model) => model, ...options } = faults;
    const { documents } = await loadFolder(smallExperiment.corpus.path, { minWords: 80 });
    const models = renamed(createSimulatedModels({ documents, task: simulatedCsResearch }), rename);
    server = await FaultServer.start({ models, clock, port: 0, seed: 1, rate: 0, kinds: [], ...options });
    const change = (experiment: SmallExperiment) => {
      size(experiment);
      const { defaults, ...seats } = servedModels(server.url);
      experiment.models = { defaults: { ...(defaults as object), api_key_env: "PLANTED_KEY" }, ...seats };
    };
    const prepared = await folder.prepare(name, change, environment);
    const notices: string[] = [];
    const run = (onNotice: (message: string) => void = () => {}) =>
      runToEnd(prepared, {
        clock,
        environment,
        onNotice: (message) => {
          notices.push(message);
          onNotice(message);
        },
      });
    return { run, notices, path: prepared.folder.path };
  }

  it("ends with the same history when 30 % of its requests meet passing faults, and stores no key", async () => {
    const { digest, asked } = await runToEnd(await folder.prepare("longer", longer));
    const kinds = faultKinds.filter(({ name, transient }) => transient && name !== "silent");
    const { run, notices, path } = await scene("faulty", longer, { rate: 0.3, kinds, echoes: true });
    expect(await run()).toMatchObject({ digest, asked });
    for (const { name } of kinds) expect(server.counts.get(name), name).toBeGreaterThan(0);
    const faulty = server.ledger.filter(({ fault }) => fault !== null).length;
    expect(faulty / server.ledger.length).toBeCloseTo(0.3, 1);
    const texts = await storedTexts(path);
    const holding = (word: string) => [...texts, ...notices].filter((text) => text.includes(word)).length;
    expect(holding("You mark one answer against a list of criteria")).toBeGreaterThan(0);
    expect(holding("for Bearer [hidden]")).toBeGreaterThan(asked);
    expect(holding("authorization: [hidden]")).toBeGreaterThan(0);
    expect(holding(key)).toBe(0);
  }, 120_000);

  it("pauses while its endpoint is dead, and goes on by itself to the same history", async () => {
    const { run, notices, path } = await scene("dead", short);
    let dying: Promise<void> = Promise.resolve();
    server.onRequest = (number) => {
      if (number === 100) dying = server.die();
    };
    const revive = () => void dying.then(() => server.revive());
    const finished = await run((message) => message.includes("paused") && revive());
    expect(finished).toEqual(await shortReference);
    const endpoint = server.url.replace("http://", "");
    expect(notices).toHaveLength(2);
    expect(notices[0]?.replace(/simulated-\w+/, "some-model")).toBe(
      `${endpoint} did not answer for some-model: connection refused (6 tries): paused, trying every 30 s`,
    );
    expect(notices[1]).toMatch(new RegExp(`^endpoint ${endpoint} answers again after \\d+ s$`));
    expect(keptNotices(path)).toEqual([
      { kind: "pause", message: notices[0] },
      { kind: "resume", message: notices[1] },
    ]);
  }, 120_000);

  it("stops when the account is used up, and the same command continues it and pays nothing twice", async () => {
    let answersAs = (model: string) => model;
    const { run, notices, path } = await scene("quota", short, { rename: (model) => answersAs(model) });
    server.onRequest = (number) => {
      server.exhausted = number > 100;
    };
    const stopped = await run().catch((error: unknown) => error);
    expect(stopped).toMatchObject({ name: "RunStopped", cause_: "quota" });
    expect(exitCodeOf(stopped)).toBe(3);
    server.onRequest = () => {};
    server.exhausted = false;
    answersAs = (model) => (model === "simulated-challenger" ? `${model}-2` : model);
    const { digest, asked } = await shortReference;
    expect(await run()).toMatchObject({ digest, asked: asked - 100 });
    expect(server.ledger.filter(({ fault }) => fault === null)).toHaveLength(asked);
    expect(notices).toEqual([
      expect.stringContaining(
        "now answers for simulated-challenger as simulated-challenger-2, and answered as simulated-challenger before",
      ),
    ]);
    expect(keptNotices(path)).toEqual([{ kind: "model changed", message: notices[0] }]);
  }, 120_000);

  it("shows no key on any screen", async () => {
    await scene("screen", short, { echoes: true });
    server.exhausted = true;
    vi.stubEnv("PLANTED_KEY", key);
    const printed: string[] = [];
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, "write").mockImplementation((text) => printed.push(String(text)) > 0);
    }
    const command = runCommand({ projectFolder });
    const out = `${folder.path}/screen`;
    const stopped = await command
      .parseAsync([folder.fileOf("screen"), "--no-budget", "--out", out], { from: "user" })
      .catch((error: unknown) => error);
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    printed.push(messageOf(stopped));
    expect(exitCodeOf(stopped)).toBe(3);
    expect(printed.join("")).toContain("authorization: [hidden]");
    expect([...printed, ...(await storedTexts(out))].filter((text) => text.includes(key))).toEqual([]);
  }, 60_000);
});

interface Faults extends Partial<FaultServerOptions> {
  /** The name that the server answers with for a model. */
  readonly rename?: (model: string) => string;
}

function renamed(models: SimulatedModels, rename: (model: string) => string): SimulatedModels {
  return {
    names: models.names,
    respond: (body) => {
      const answer = models.respond(body);
      if (answer.status !== 200) return answer;
      const { model } = answer.body as { model: string };
      return { status: 200, body: { ...(answer.body as object), model: rename(model) } };
    },
  };
}

/** What a run keeps for people to know. */
function keptNotices(path: string) {
  const history = readRun(path);
  const notices = history.notices.all().map(({ kind, message }) => ({ kind, message }));
  void history.close();
  return notices;
}
