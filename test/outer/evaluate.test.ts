import pLimit from "p-limit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RunStopped } from "../../foundation/errors.js";
import { asDocumentId, asTreeHash, type Ticket } from "../../foundation/ids.js";
import { plainSolvers } from "../../inner/referee/solver-mode.js";
import { createSandbox } from "../../inner/sandbox/create-sandbox.js";
import type { Sandbox, SandboxLimits } from "../../inner/sandbox/sandbox.js";
import { acceptancePresets } from "../../inner/tasks/cs-research/acceptance.js";
import { csResearch } from "../../inner/tasks/cs-research/task.js";
import type { EpisodeLog, Trajectory } from "../../inner/trajectory.js";
import type { ModelCall } from "../../models/model.js";
import { ProviderError } from "../../models/provider-error.js";
import { type Batch, type Evaluation, evaluate } from "../../outer/evaluate.js";
import type { RunEvent } from "../../outer/run-event.js";
import { ticketOf } from "../../population/history/ticket.js";
import { harnessOf } from "../inner/episode/episode-scene.js";
import { roomy } from "../inner/sandbox/programs.js";
import { type ScriptedReply, scriptedModel } from "../support/scripted-model.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const documents = ["a", "b", "c", "d", "e"].map((letter) => asDocumentId(letter.repeat(16)));

/** Keeps trajectories as JSON, as a disk would. */
function memoryLog(): EpisodeLog & { readonly tickets: () => number[] } {
  const stored = new Map<Ticket, string>();
  return {
    tickets: () => [...stored.keys()].sort((one, other) => one - other),
    find: (ticket) => {
      const text = stored.get(ticket);
      return text === undefined ? undefined : (JSON.parse(text) as Trajectory);
    },
    append: async (trajectory) => {
      const { ticket } = trajectory.observation;
      if (stored.has(ticket)) throw new Error(`ticket ${ticket} was written before`);
      stored.set(ticket, JSON.stringify(trajectory));
    },
  };
}

interface Options {
  readonly answer?: (documentIndex: number, call: ModelCall) => ScriptedReply | Promise<ScriptedReply>;
  readonly log?: ReturnType<typeof memoryLog>;
  readonly body?: string;
  readonly retries?: number;
  readonly sandboxLimits?: Partial<SandboxLimits>;
}

function setUp(options: Options = {}) {
  const log = options.log ?? memoryLog();
  const events: RunEvent[] = [];
  let tell = () => {};
  const fatal = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const model = scriptedModel((call) => {
    if (call.key.scope !== "episode") throw new Error("unexpected call");
    return options.answer?.(documents.indexOf(call.key.episode.document), call) ?? "Well.";
  });
  const evaluation: Evaluation = {
    episode: {
      task: csResearch({
        acceptanceName: "deployed",
        acceptance: acceptancePresets.deployed,
        attempts: { weak: 3, strong: 3 },
        gated: true,
        solvers: plainSolvers,
      }),
      model,
      sandbox,
      limits: { rounds: 2, chatCalls: 5, tokens: 10_000 },
      sandboxLimits: { ...roomy, ...options.sandboxLimits },
    },
    log,
    documents: new Map(
      documents.map((id) => [id, { id, title: id, text: id, shownCharacters: 16, totalCharacters: 16 }]),
    ),
    limit: pLimit(2),
    episodeRetries: options.retries ?? 0,
    maxInconclusiveShare: 0.2,
    onEvent: (event) => events.push(event),
    onFatal: tell,
  };
  const batch: Batch = {
    iteration: 3,
    phase: "validate-mutant",
    purpose: "validate",
    split: "validation",
    candidate: asTreeHash("c".repeat(40)),
    files: harnessOf(options.body ?? 'await host.chat("main", ask("?"));'),
    documents,
    repeat: 3,
  };
  const run = (change: Partial<Batch> = {}) => evaluate(evaluation, { ...batch, ...change });
  return { run, model, log, events, fatal };
}

const ticket = (position: number) => ticketOf(3, "validate-mutant", position);
const outcomes = (trajectories: readonly Trajectory[]) =>
  trajectories.map(({ observation }) => observation.outcome);
const overloaded = new ProviderError("server", "overloaded");

describe("evaluating a batch", () => {
  it("gives one trajectory for each document, in their order, whichever is finished first", async () => {
    const { run, log } = setUp({
      answer: async (index) => {
        await soon((documents.length - index) * 5);
        return "Well.";
      },
    });
    const trajectories = await run();
    expect(trajectories.map(({ observation }) => observation.document)).toEqual(documents);
    expect(trajectories.map(({ observation }) => observation.ticket)).toEqual(
      documents.map((_, position) => ticket(position)),
    );
    for (const { observation } of trajectories) {
      expect(observation).toMatchObject({ split: "validation", purpose: "validate", repeat: 3 });
    }
    expect(log.tickets()).toHaveLength(5);
  });

  it("runs each document as often as asked, under repeats of their own", async () => {
    const { run, log } = setUp();
    const trajectories = await run({ documents: documents.slice(0, 2), times: 3, repeat: 0 });
    expect(trajectories.map(({ observation }) => [observation.document[0], observation.repeat])).toEqual([
      ["a", 0],
      ["b", 0],
      ["a", 1],
      ["b", 1],
      ["a", 2],
      ["b", 2],
    ]);
    expect(log.tickets()).toEqual([0, 1, 2, 3, 4, 5].map(ticket));
  });

  it("does not run again what the log holds, and says so", async () => {
    const first = setUp();
    await first.run({ documents: documents.slice(0, 2) });
    const second = setUp({ log: first.log });
    const trajectories = await second.run();
    expect(trajectories).toHaveLength(5);
    expect(second.model.calls).toHaveLength(3);
    const reused = second.events.flatMap((event) => (event.kind === "episode" ? [event.reused] : []));
    expect(reused.filter((one) => one)).toHaveLength(2);
    expect(await setUp({ log: first.log }).run()).toEqual(trajectories);
  });
});

describe("a provider's fault", () => {
  it("is followed by another try of the whole episode, as often as allowed", async () => {
    let asked = 0;
    const answer: Options["answer"] = (index) => {
      if (index !== 1) return "Well.";
      asked += 1;
      return asked <= 2 ? overloaded : "At last.";
    };
    const { run } = setUp({ answer, retries: 2 });
    expect(outcomes(await run())).toEqual(documents.map(() => "gave_up"));
    expect(asked).toBe(3);
  });

  it("that stays leaves its episode inconclusive, and the batch is measured without it", async () => {
    const { run, log } = setUp({ answer: (index) => (index === 4 ? overloaded : "Well.") });
    expect(outcomes(await run())).toEqual(["gave_up", "gave_up", "gave_up", "gave_up", "inconclusive"]);
    expect(log.tickets()).toHaveLength(5);
  });

  it("that spoils too much of a batch stops the run, and only what was measured is kept", async () => {
    const broken = setUp({ answer: (index) => (index < 2 ? overloaded : "Well.") });
    await expect(broken.run()).rejects.toMatchObject({
      name: "RunStopped",
      cause_: "provider",
      message:
        "2 of 5 episodes could not be measured (provider fault, server: overloaded), and search.max_inconclusive_share " +
        "bears 1: what is left is no evidence to decide on; run the same command when the provider answers again.",
    });
    expect(broken.log.tickets()).toEqual([2, 3, 4].map(ticket));
    const mended = setUp({ log: broken.log });
    expect(outcomes(await mended.run())).toEqual(documents.map(() => "gave_up"));
    expect(mended.model.calls).toHaveLength(2);
  });
});

describe("a harness that stops this machine's clock on every try", () => {
  it("has failed, so that it cannot take documents out of the comparison", async () => {
    const { run, log } = setUp({
      body: "for (;;) {}",
      retries: 1,
      sandboxLimits: { ticks: 1_000_000_000, wallClockMs: 30 },
    });
    const [trajectory] = await run({ documents: documents.slice(0, 1) });
    expect(trajectory?.observation).toMatchObject({
      outcome: "harness_failed",
      reason: expect.stringMatching(/^on every try: .*30 ms/),
    });
    const endings = trajectory?.events.filter((event) => event.kind === "ended");
    expect(endings).toEqual([
      { kind: "ended", outcome: "harness_failed", reason: trajectory?.observation.reason },
    ]);
    expect(log.find(ticket(0))).toEqual(trajectory);
  });
});

describe("what stops a run", () => {
  it("is told at once and passed on when the episodes under way have ended", async () => {
    const stopped = new RunStopped("The budget is reached.", "budget");
    let late = 0;
    // The other episode does not go on before it was told: untold, this test would never end.
    const scene = setUp({
      answer: async (index) => {
        if (index === 0) return stopped;
        await scene.fatal;
        late += 1;
        return "Well.";
      },
    });
    await expect(scene.run({ documents: documents.slice(0, 2) })).rejects.toBe(stopped);
    expect(late).toBe(1);
    expect(scene.log.tickets()).toEqual([ticket(1)]);
  });

  it("is told by its cause, not by the stop that it brought about", async () => {
    const cause = new Error("the disk is full");
    const { run } = setUp({
      answer: async (index) => {
        if (index === 0) return new RunStopped("Stopped on request.", "interrupt");
        await soon(10);
        return cause;
      },
    });
    await expect(run({ documents: documents.slice(0, 2) })).rejects.toBe(cause);
  });
});

function soon(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
