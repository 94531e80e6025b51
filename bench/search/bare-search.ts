import { asCommitHash, asDocumentId, asTicket, asTreeHash, type DocumentId } from "../../foundation/ids.js";
import { randomStreams } from "../../foundation/random.js";
import type { Trajectory } from "../../inner/trajectory.js";
import { noUsage } from "../../models/usage.js";
import type { Batch } from "../../outer/evaluate.js";
import type { SearchPolicy } from "../../outer/policies/search-policy.js";
import { type FinishedIteration, finalOf, populationView } from "../../outer/population-view.js";
import { iterate } from "../../outer/search.js";
import type { SearchSetting } from "../../outer/search-setting.js";
import type { CandidateStore } from "../../population/candidates/candidate-store.js";
import { type Creature, sizes, type World } from "./world.js";

/** What a search came to after so many iterations. */
export interface Checkpoint {
  readonly iterations: number;
  /** Episodes spent so far. */
  readonly episodes: number;
  /** The member it would end with. */
  readonly best: Creature;
  /** The score it was selected by, 0 to 1. */
  readonly score: number;
}

export interface BareSearch {
  readonly checkpoints: readonly Checkpoint[];
  /** Mutants that joined: what they were truly worth against their parents. */
  readonly joined: readonly { readonly gain: number }[];
}

const concurrency = 2;
const temperature = 0.1;
const minibatch = 4;
const numbers = new Map<DocumentId, number>();
const documents = Array.from({ length: sizes.train + sizes.validation + sizes.test }, (_, at) => {
  const id = asDocumentId(`document-${at}`);
  numbers.set(id, at);
  return id;
});

/**
 * The run's own loop over a world: `iterate` of outer/search.ts with its policies, draws and decisions; only episodes,
 * edits, git and the history are the world's and in memory.
 * @param every episodes between checkpoints.
 */
export async function bareSearch(
  world: World,
  policy: SearchPolicy,
  seed: string,
  { budget, every }: { readonly budget: number; readonly every: number },
): Promise<BareSearch> {
  const spent = new Map<number, number>();
  const iterations = Math.ceil(budget / minibatch / 2);
  let total = 0;
  const setting: SearchSetting = {
    baseline: new Map([["creature", world.baseline.id]]),
    splits: {
      train: documents.slice(0, sizes.train),
      validation: documents.slice(sizes.train, sizes.train + sizes.validation),
      test: documents.slice(sizes.train + sizes.validation),
    },
    ...{ iterations, concurrency, policy, temperature, minibatch, maxInconclusiveShare: 0.2 },
    random: randomStreams(seed),
    documents: new Map(),
    onFatal: () => {},
    episodes: async (batch) => {
      const trajectories = episodesOf(world, batch);
      spent.set(batch.iteration, (spent.get(batch.iteration) ?? 0) + trajectories.length);
      total += trajectories.length;
      return trajectories;
    },
    edit: async ({ iteration, files }) => {
      if (total > budget) return { ended: "no change", because: "the budget is spent", summary: "" };
      const creature = world.edited(creatureOf(world, files), iteration);
      const edited = new Map([["creature", creature.id]]);
      return { files: edited, tree: asTreeHash(creature.id), summary: "", rationale: "" };
    },
    history: memoryHistory(),
    candidates: memoryCandidates(),
    admissions: [],
    onEvent: () => {},
  };
  const { finished } = await iterate(setting);
  return {
    checkpoints: checkpointsOf(world, policy, finished, spent, { budget, every }),
    joined: finished.flatMap(({ outcome, candidate }) => {
      if (outcome?.outcome !== "accepted" || candidate === null) return [];
      return [{ gain: world.creature(candidate.tree).truth - world.creature(outcome.parent).truth }];
    }),
  };
}

function checkpointsOf(
  world: World,
  policy: SearchPolicy,
  finished: readonly FinishedIteration[],
  spent: ReadonlyMap<number, number>,
  { budget, every }: { readonly budget: number; readonly every: number },
): Checkpoint[] {
  const checkpoints: Checkpoint[] = [];
  let episodes = 0;
  for (const [at, { iteration }] of finished.entries()) {
    const before = episodes;
    episodes += spent.get(iteration) ?? 0;
    const next = episodes + (spent.get(iteration + 1) ?? 0);
    const due = Math.floor(next / every) > Math.floor(episodes / every);
    if ((!due && next <= budget) || before > budget) continue;
    const { best, members } = finalOf(populationView(finished.slice(0, at + 1)), policy);
    const score = members.find(({ candidate }) => candidate === best)?.score ?? 0;
    checkpoints.push({ iterations: iteration, episodes, best: world.creature(best), score });
  }
  return checkpoints;
}

function creatureOf(world: World, files: ReadonlyMap<string, string>): Creature {
  return world.creature(files.get("creature") ?? "");
}

function episodesOf(world: World, batch: Batch): Trajectory[] {
  const creature = creatureOf(world, batch.files);
  return batch.documents.map((document, at) => {
    const number = numbers.get(document) ?? 0;
    const passed = world.passes(creature, number, `${batch.phase}/${batch.iteration}`);
    return {
      observation: {
        ticket: asTicket(at),
        candidate: batch.candidate,
        document,
        ...{ split: batch.split, purpose: batch.purpose, repeat: batch.repeat },
        ...{ outcome: passed ? "accepted" : "exhausted", reason: "", rounds: 1, ticks: 0, cost: noUsage },
      },
      events: [],
    };
  });
}

/** The loop asks for nothing again that it stored: a world is never gone on with. */
function memoryHistory(): SearchSetting["history"] {
  return {
    candidates: { append: async () => {}, all: () => [] },
    decisions: { append: async () => {}, find: () => undefined, all: () => [] },
  };
}

function memoryCandidates(): CandidateStore {
  const files = new Map<string, ReadonlyMap<string, string>>();
  return {
    treeOf: (harness) => asTreeHash(harness.get("creature") ?? ""),
    commit: async (candidate) => {
      const id = candidate.files.get("creature") ?? "";
      files.set(id, candidate.files);
      return { tree: asTreeHash(id), commit: asCommitHash(id) };
    },
    read: async (commit) => files.get(commit) ?? new Map(),
    tag: async () => {},
    close: async () => {},
  };
}
