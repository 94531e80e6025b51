import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHarnessFolder } from "../../../../experiments/harness-folder.js";
import { simulatedSeats } from "../../../../experiments/simulated-seats.js";
import { systemClock } from "../../../../foundation/clock.js";
import { fixedEnvironment } from "../../../../foundation/environment.js";
import { asTicket, asTreeHash } from "../../../../foundation/ids.js";
import { loadFolder } from "../../../../inner/corpus/load-folder.js";
import { prepareHarness } from "../../../../inner/episode/prepare-harness.js";
import { runEpisode } from "../../../../inner/episode/run-episode.js";
import type { HarnessFiles } from "../../../../inner/harness/harness-files.js";
import { createSandbox } from "../../../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../../../inner/sandbox/sandbox.js";
import { taskKinds } from "../../../../inner/tasks/task-kinds.js";
import {
  answerOf,
  type Chain,
  operations,
  stepsOf,
} from "../../../../inner/tasks/verifiable/simulated/chains/chain.js";
import { questionOf, readChain } from "../../../../inner/tasks/verifiable/simulated/chains/chain-text.js";
import { workedOut } from "../../../../inner/tasks/verifiable/simulated/chains/slips.js";
import {
  StatementIndex,
  statementsAmong,
} from "../../../../inner/tasks/verifiable/simulated/chains/statements.js";
import { lessons } from "../../../../inner/tasks/verifiable/simulated/lessons/lessons.js";
import type { Trajectory } from "../../../../inner/trajectory.js";
import { openaiEndpoint } from "../../../../models/openai-endpoint.js";
import { simulatedBaseUrl } from "../../../../models/seat-config.js";
import { addParagraph } from "../../../../models/simulated/implementer/prompt-files.js";
import { simulatedFetch } from "../../../../models/simulated/simulated-fetch.js";
import { createSimulatedModels } from "../../../../models/simulated/simulated-models.js";
import { CorpusIndex } from "../../../../models/simulated/text/corpus-index.js";
import { roomy } from "../../sandbox/programs.js";

const kind = taskKinds.get("verifiable");
if (kind === undefined) throw new Error("there is no task verifiable");
const { task, simulated } = kind.choose({});
const { documents } = await loadFolder("corpus/verifiable-topics", { minWords: 80 });
const baseline = readHarnessFolder("harness-baseline/verifiable");

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

async function play(files: HarnessFiles, skills = simulated.skills): Promise<Trajectory[]> {
  const models = createSimulatedModels({ documents, task: simulated, skills });
  const model = openaiEndpoint({
    ...{ seats: simulatedSeats(), rootSeed: 3, environment: fixedEnvironment({}), clock: systemClock },
    fetches: { [simulatedBaseUrl]: simulatedFetch(models) },
  });
  const harness = await prepareHarness(files);
  const limits = { rounds: 6, chatCalls: 40, tokens: 1_000_000 };
  return Promise.all(
    documents.map((document) =>
      runEpisode(
        { task, model, sandbox, limits, sandboxLimits: roomy },
        {
          ...{ ticket: asTicket(1), split: "train", harness },
          key: { candidate: asTreeHash("c".repeat(40)), document: document.id, purpose: "train", repeat: 0 },
          document: {
            ...document,
            shownCharacters: document.text.length,
            totalCharacters: document.text.length,
          },
        },
      ),
    ),
  );
}

const accepted = (episodes: readonly Trajectory[]) =>
  episodes.filter(({ observation }) => observation.outcome === "accepted").length;

/** The baseline with the first of each kind of cure. */
function cured(): HarnessFiles {
  const kinds = new Set(["derived", "checked", "plainForm", "strictJson"]);
  const files = new Map(baseline);
  for (const { kind: cure, prompt, section, wordings } of lessons.remedies) {
    if (cure === undefined || !kinds.has(cure)) continue;
    const change = addParagraph(files, prompt, section, wordings[0] ?? "");
    if (change !== undefined) files.set(change.path, change.after);
  }
  return files;
}

describe("simulated models on the topics", () => {
  it("have candidate zero succeed now and then, and a harness that was told how far more often", async () => {
    const [naive, better] = [await play(baseline), await play(cured())];
    expect(accepted(naive)).toBeGreaterThan(0);
    expect(accepted(better)).toBeGreaterThan(1.5 * accepted(naive));
  });

  it("fail at first because questions are too easy, as in computer science and unlike in law", async () => {
    const lines = (await play(baseline)).flatMap(({ events }) =>
      events.flatMap((event) => (event.kind === "stage" && !event.passed ? event.lines : [])),
    );
    const easy = lines.filter((line) => line.includes("TOO EASY")).length;
    expect(easy).toBeGreaterThan(lines.length / 2);
  });

  it("cannot tell two solvers apart that are as able", async () => {
    const { weak } = simulated.skills;
    const same = accepted(await play(cured(), { weak, strong: weak }));
    expect(same).toBeLessThan(accepted(await play(cured())) / 3);
  });

  it("send out three challengers side by side, of whose questions one is tried", async () => {
    const [episode] = await play(baseline);
    const before = episode?.events.slice(
      0,
      episode.events.findIndex(({ kind }) => kind === "verified"),
    );
    const challenges = before?.filter((event) => event.kind === "chat" && event.seat === "challenger");
    expect((challenges?.length ?? 0) % 3).toBe(0);
    expect(challenges?.length).toBeGreaterThan(0);
  });
});

describe("a chain of statements", () => {
  const index = new CorpusIndex(documents);
  const statements = new StatementIndex(index);
  const chains = [...index.documents()].flatMap(({ facts }) => chainsAmong(statementsAmong(facts)));

  it("is found again in the question that asks for it", () => {
    expect(chains.length).toBeGreaterThan(100);
    for (const chain of chains) {
      const read = readChain(statements, questionOf(chain));
      expect(read && answerOf(read)).toBe(answerOf(chain));
    }
  });

  it("leads to its answer for who knows its statements and slips nowhere", () => {
    const sure = { valueOf: ({ value }: { value: string }) => value, slipsIn: () => false, whim: 1 };
    for (const chain of chains) expect(workedOut(chain, sure)).toBe(answerOf(chain));
  });

  it("leads elsewhere for who slips in its only step", () => {
    const slipping = { valueOf: ({ value }: { value: string }) => value, slipsIn: () => true, whim: 1 };
    for (const chain of chains.filter((one) => stepsOf(one).length === 1)) {
      expect(workedOut(chain, slipping)).not.toBe(answerOf(chain));
    }
  });

  it("is not read into a question of other words", () => {
    expect(readChain(statements, "How many trees are there?")).toBeUndefined();
    expect(readChain(statements, "What is the number of things nobody counted?")).toBeUndefined();
  });
});

/** Chains of several forms among the statements of one document. */
function chainsAmong(statements: ReturnType<typeof statementsAmong>): Chain[] {
  return statements.flatMap((statement, at): Chain[] => {
    const other = statements[at + 1];
    const plain = { first: { statement, through: null }, combined: null, substituted: null };
    const letter = statement.letters?.[0];
    const operation = operations[at % operations.length];
    return [
      plain,
      ...(letter === undefined ? [] : [{ ...plain, substituted: { letter, by: "2k + 1" } }]),
      ...(other === undefined || operation === undefined || letter === undefined || other.letters === null
        ? []
        : [{ ...plain, combined: { operation, with: { statement: other, through: null } } }]),
    ];
  });
}

describe("the remedies", () => {
  const told = lessons.remedies.flatMap(({ kind: wanted, wordings }) =>
    wanted === undefined ? [] : wordings.map((wording) => [wanted, wording] as const),
  );

  it.each(told)("ask for %s: %s", (wanted, wording) => {
    expect(lessons.reader.read(wording).strengths[wanted]).toBe("full");
  });

  it.each([...baseline.keys()].filter((path) => path.endsWith(".md")))(
    "ask for what %s does not ask for yet",
    (path) => {
      const {
        derived,
        checked,
        plainForm,
        recallFails,
        workedOut: anew,
        strictJson,
      } = lessons.reader.read(baseline.get(path) ?? "").strengths;
      const firm = [derived, checked, plainForm, recallFails, anew, strictJson];
      expect(firm.filter((strength) => strength === "full")).toEqual([]);
    },
  );
});
