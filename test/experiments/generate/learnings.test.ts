import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inBatches } from "../../../experiments/generate/learnings.js";
import { systemClock } from "../../../foundation/clock.js";
import { loadFolder } from "../../../inner/corpus/load-folder.js";
import { simulatedCsResearch } from "../../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import { startSimulatedServer } from "../../../models/simulated/http-server.js";
import { createSimulatedModels } from "../../../models/simulated/simulated-models.js";
import { StopRequest } from "../../../models/stoppable.js";
import { openHistoryForReading } from "../../../population/history/open.js";
import { fakeClock } from "../../models/fake-clock.js";
import { servedModels } from "../small-experiment.js";
import { type Made, Making } from "./making.js";

const making = new Making(25, 33); // 8 documents
const learning = { overrides: { learningsEvery: 3 } };
afterAll(() => making.remove());

const filesOf = (name: string) =>
  ["", ".rejected", ".learnings"].map((part) => making.text(`${name}${part}.jsonl`));

/** What the challenger was told, by the number of the document. */
async function challengerRequests(name: string) {
  const history = openHistoryForReading(`${making.path}/${name}.run/history.sqlite`);
  try {
    const order = history.documents.all().map(({ document, position }) => [document.id, position] as const);
    const positions = new Map<string, number>(order);
    return history.calls
      .keysUnder("episode/")
      .filter((key) => key.includes("/challenger/"))
      .map((key) => ({
        position: positions.get(key.split("/")[2] ?? "") ?? -1,
        system: history.calls.readCall(key)?.request.messages[0]?.content ?? "",
      }));
  } finally {
    await history.close();
  }
}

describe("notes across documents", () => {
  let whole: Made;
  beforeAll(async () => {
    whole = await making.make("whole.jsonl", learning, { atOnce: 8 });
  }, 60_000);

  it("are taken after each batch that another one follows, and written with their versions", () => {
    const versions = making.lines("whole.learnings.jsonl");
    expect(versions).toMatchObject([
      { schema: "autodata-lab/learnings/1", version: 1, after_documents: 3, problem: null },
      { version: 2, after_documents: 6, problem: null },
    ]);
    for (const { notes } of versions) expect(notes.length).toBeGreaterThan(0);
    expect(whole.summary.learnings).toMatchObject({ every: 3, versions: 2, cost: { calls: 2 } });
    expect(whole.summary.spent.calls).toBe(whole.summary.cost.calls + 2);
  });

  it("reach the challenger of later batches and nobody else", async () => {
    const versions = making.lines("whole.learnings.jsonl");
    const requests = await challengerRequests("whole");
    for (const { position, system } of requests) {
      const version = Math.floor(position / 3);
      const notes: string[] = version === 0 ? [] : versions[version - 1].notes;
      for (const note of notes) expect(system).toContain(`- ${note}`);
      expect(system.includes("# Notes from earlier documents")).toBe(version > 0);
    }
    expect(new Set(requests.map(({ position }) => position)).size).toBe(8);
    const lines = [...making.lines("whole.jsonl"), ...making.lines("whole.rejected.jsonl")];
    const known = lines.map(({ learnings }) => learnings.version).sort();
    expect(known).toEqual([0, 0, 0, 1, 1, 1, 2, 2]);
  });

  it("are the same however many documents are under way at once, and after a stop in the midst", async () => {
    const { asked } = await making.make("single.jsonl", learning, { atOnce: 1 });
    expect(asked).toBe(whole.asked);
    const stop = new StopRequest();
    let answered = 0;
    const onCall = () => {
      answered += 1;
      if (answered > 0.6 * whole.asked) stop.request();
    };
    const first = await making.make("halved.jsonl", learning, { stop, onCall });
    const second = await making.make("halved.jsonl", learning);
    expect(first.stopped).toMatchObject({ cause_: "interrupt" });
    expect(first.asked + second.asked).toBe(whole.asked);
    for (const name of ["single", "halved"]) expect(filesOf(name)).toEqual(filesOf("whole"));
  });

  it("do not change what was known when repeats are added: they read the first episode on each document", async () => {
    const few = new Making(25, 29);
    const every = { overrides: { learningsEvery: 2 } };
    try {
      const once = await few.make("grown.jsonl", every);
      const before = few.text("grown.learnings.jsonl");
      const grown = await few.make("grown.jsonl", { ...every, repeats: 2 });
      const fresh = await few.make("fresh.jsonl", { ...every, repeats: 2 });
      expect(few.text("grown.learnings.jsonl")).toBe(before);
      expect(few.text("fresh.learnings.jsonl")).toBe(before);
      expect(once.asked + grown.asked).toBe(fresh.asked);
      expect(few.text("grown.jsonl")).toBe(few.text("fresh.jsonl"));
    } finally {
      few.remove();
    }
  });

  it("make another data set: a history without them is not continued with them", async () => {
    await making.make("plain.jsonl", { limit: 1 });
    expect(making.lines("plain.rejected.jsonl").concat(making.lines("plain.jsonl"))[0].learnings).toBeNull();
    await expect(making.make("plain.jsonl", { limit: 1, ...learning })).rejects.toThrow(
      /other settings.*learnings_every|learnings_every.*other settings/s,
    );
  });
});

describe("a learner in trouble", () => {
  /** Of a request, and of one that asks whether an endpoint is there: the waits that do not pass at once. */
  const deadlines = [600_000, 10_000];

  /** A server of simulated models whose learner answers as it is told to; undefined is its own answer. */
  async function withLearner(
    name: string,
    answer: () => string | number | undefined,
    act: () => Promise<void>,
  ) {
    const { documents } = await loadFolder(making.corpus, { minWords: 80 });
    const models = createSimulatedModels({ documents, task: simulatedCsResearch });
    const server = await startSimulatedServer(
      {
        names: models.names,
        respond: (body) => {
          const reply = models.respond(body);
          const { messages } = body as { messages: { content: string }[] };
          const said = messages[0]?.content.startsWith("You keep the notes") ? answer() : undefined;
          if (said === undefined || reply.status !== 200) return reply;
          if (typeof said === "number") return { status: said, body: { error: { message: "no" } } };
          const { choices, ...rest } = reply.body as { choices: { message: object }[] };
          const told = choices.map((choice) => ({
            ...choice,
            message: { role: "assistant", content: said },
          }));
          return { status: 200, body: { ...rest, choices: told } };
        },
      },
      { port: 0, clock: systemClock },
    );
    making.experiment(name, { models: servedModels(server.url) });
    try {
      await act();
    } finally {
      await server.close();
    }
  }

  const make = (name: string, around: Parameters<Making["make"]>[2] = {}) =>
    making.make(`${name}.jsonl`, { ...learning, experiment: `${making.path}/${name}.yaml` }, around);

  it.each([
    ["cannot be read", "I would ask why.", /JSON/],
    ["is not given, since the request is refused,", 400, /no/],
  ])("whose reply %s leaves the notes as they were, and says so", async (what, reply, problem) => {
    const name = what.replace(/\W+/g, "-");
    await withLearner(
      name,
      () => reply,
      async () => {
        const { stopped } = await make(name);
        expect(stopped).toBeNull();
        const versions = making.lines(`${name}.learnings.jsonl`);
        expect(versions.map(({ notes }) => notes)).toEqual([[], []]);
        for (const version of versions) expect(version.problem).toMatch(problem);
      },
    );
  });

  it.each([
    ["refuses", 401, /^Seat main cannot be asked/],
    ["does not serve", 503, /^the notes after batch 1 could not be taken/],
  ])(
    "that its provider %s stops the work, and nothing is asked twice when it goes on",
    async (what, status, why) => {
      const name = what.replaceAll(" ", "-");
      let ill = true;
      await withLearner(
        name,
        () => (ill ? status : undefined),
        async () => {
          const first = await make(name, { clock: fakeClock((ms) => !deadlines.includes(ms)) });
          expect(first.stopped).toMatchObject({ cause_: "provider", message: expect.stringMatching(why) });
          expect(first.summary.episodes.done).toBe(3);
          ill = false;
          const second = await make(name);
          expect(second.stopped).toBeNull();
          expect(second.summary.learnings?.versions).toBe(2);
          expect(second.reused).toBe(0);
        },
      );
    },
  );
});

it("without notes all episodes are one batch, and none is held in memory before its turn", () => {
  const endless = (function* () {
    for (;;) yield undefined as never;
  })();
  expect(inBatches(endless, null)).toHaveLength(1);
});
