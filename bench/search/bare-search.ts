import { type TestReport, testReport } from "../../experiments/report/test-report.js";
import { asCommitHash, asDocumentId, asTicket, asTreeHash, type DocumentId } from "../../foundation/ids.js";
import { randomStreams } from "../../foundation/random.js";
import type { Trajectory } from "../../inner/trajectory.js";
import { noUsage } from "../../models/usage.js";
import { type PlannedBatch, testBatch } from "../../outer/batches.js";
import { placesOf } from "../../outer/evaluate.js";
import type { Edited } from "../../outer/examine-edit.js";
import { chooseFinal } from "../../outer/final-choice.js";
import type { SearchPolicy } from "../../outer/policies/search-policy.js";
import { emptyPopulation, extended, type FinishedIteration } from "../../outer/population-view.js";
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

/** What the run's report would say at the end of the budget, and what is true. */
export interface Headline {
  readonly test: TestReport;
  readonly best: Creature;
  /** Of the best against the baseline. */
  readonly gain: number;
}

export interface BareSearch {
  readonly checkpoints: readonly Checkpoint[];
  readonly headline: Headline;
  /** Mutants that joined: what they were truly worth against their parents. */
  readonly joined: readonly { readonly gain: number }[];
}

export interface BareSettings {
  /** Episodes. */
  readonly budget: number;
  /** Episodes between checkpoints. */
  readonly every: number;
  /** Share of iterations that merge two lines. */
  readonly crossover?: number;
}

const concurrency = 2;
const temperature = 0.1;
const minibatch = 4;
/** That an iteration takes on average; a search that took fewer would end before its budget. */
const fewestEpisodes = 16;
/** Test episodes per document, for the baseline and for the best. */
export const testRepeats = 3;
const numbers = new Map<DocumentId, number>();
const documents = Array.from({ length: sizes.train + sizes.validation + sizes.test }, (_, at) => {
  const id = asDocumentId(`document-${at}`);
  numbers.set(id, at);
  return id;
});

/**
 * The run's own loop over a world: `iterate` of outer/search.ts with its policies, draws and decisions; only episodes,
 * edits, git and the history are the world's and in memory.
 */
export async function bareSearch(
  world: World,
  policy: SearchPolicy,
  seed: string,
  { budget, every, crossover = 0 }: BareSettings,
): Promise<BareSearch> {
  const spent = new Map<number, number>();
  const iterations = Math.ceil(budget / fewestEpisodes);
  let total = 0;
  const setting: SearchSetting = {
    baseline: new Map([["creature", world.baseline.id]]),
    splits: {
      train: documents.slice(0, sizes.train),
      validation: documents.slice(sizes.train, sizes.train + sizes.validation),
      test: documents.slice(sizes.train + sizes.validation),
    },
    episodeLimit: null,
    ...{ iterations, concurrency, policy, temperature, minibatch, maxInconclusiveShare: 0.2 },
    random: randomStreams(seed),
    documents: new Map(),
    onFatal: () => {},
    episodes: async (batch) => {
      const trajectories = episodesOf(world, creatureOf(world, batch.files), batch);
      spent.set(batch.iteration, (spent.get(batch.iteration) ?? 0) + trajectories.length);
      total += trajectories.length;
      return trajectories;
    },
    edit: async ({ iteration, files, view }) => {
      if (total > budget) return { ended: "no change", because: "the budget is spent", summary: "" };
      const parent = creatureOf(world, files);
      const edited = world.edited(parent, iteration);
      if (edited === parent) return { ended: "no change", because: "it has the edit", summary: "" };
      if (view.known.has(asTreeHash(edited.id)))
        return { ended: "duplicate", because: "it is known", summary: "" };
      return made(edited);
    },
    ...(crossover > 0 && {
      crossover: {
        share: crossover,
        merge: async ({ iteration, ways: { ours, theirs } }) => {
          if (total > budget) return { ended: "no change", because: "the budget is spent", summary: "" };
          const merged = world.merged(creatureOf(world, ours), creatureOf(world, theirs), iteration);
          if (merged === null) return { ended: "no change", because: "nothing to add", summary: "" };
          return made(merged);
        },
      },
    }),
    history: memoryHistory(),
    candidates: memoryCandidates(),
    admissions: [],
    onEvent: () => {},
  };
  const { finished } = await iterate(setting);
  const checkpoints = await checkpointsOf(world, setting, finished, spent, { budget, every });
  return {
    checkpoints,
    headline: headlineOf(world, setting, checkpoints.at(-1)?.best ?? world.baseline),
    joined: finished.flatMap(({ outcome, candidate }) => {
      if (outcome?.outcome !== "accepted" || candidate === null) return [];
      return [{ gain: world.creature(candidate.tree).truth - world.creature(outcome.parent).truth }];
    }),
  };
}

/** How the run would end with so many episodes, those of its finalists among them. */
async function checkpointsOf(
  world: World,
  setting: SearchSetting,
  finished: readonly FinishedIteration[],
  spent: ReadonlyMap<number, number>,
  { budget, every }: { readonly budget: number; readonly every: number },
): Promise<Checkpoint[]> {
  const checkpoints: Checkpoint[] = [];
  let view = emptyPopulation;
  let searched = 0;
  for (const one of finished) {
    view = extended(view, one);
    const { iteration } = one;
    const before = Math.floor(searched / every);
    searched += spent.get(iteration) ?? 0;
    if (searched > budget) break;
    if (Math.floor(searched / every) === before && iteration > 0) continue;
    let onFinalists = 0;
    const { policy } = setting;
    const { best, members } = await chooseFinal(view, {
      ...{ policy, iterations: iteration, minibatch, usedUp: null, documents: setting.splits.validation },
      run: async (batch) => {
        onFinalists += batch.documents.length;
        return episodesOf(world, world.creature(batch.candidate), batch).map(
          ({ observation }) => observation,
        );
      },
    });
    const episodes = searched + onFinalists;
    if (episodes > budget) break;
    const score = members.find(({ candidate }) => candidate === best)?.score ?? 0;
    checkpoints.push({ iterations: iteration, episodes, best: world.creature(best), score });
  }
  return checkpoints;
}

/** The run's own test of its best member against the baseline. */
function headlineOf(world: World, { splits, iterations }: SearchSetting, best: Creature): Headline {
  const episodes = (phase: "test-baseline" | "test-best", creature: Creature) =>
    episodesOf(
      world,
      creature,
      testBatch(iterations, phase, asTreeHash(creature.id), splits.test, testRepeats),
    ).map(({ observation }) => observation);
  const { baseline } = world;
  const observations = [
    ...episodes("test-baseline", baseline),
    ...(best === baseline ? [] : episodes("test-best", best)),
  ];
  const random = randomStreams(`${world.landscape.name}/${best.id}`).fork("report/intervals");
  const test = testReport(observations, asTreeHash(best.id), asTreeHash(baseline.id), random);
  if (test === null) throw new Error("nothing was tested");
  return { test, best, gain: best.truth - baseline.truth };
}

function made({ id }: Creature): Edited {
  return { files: new Map([["creature", id]]), tree: asTreeHash(id), summary: "", rationale: "" };
}

function creatureOf(world: World, files: ReadonlyMap<string, string>): Creature {
  return world.creature(files.get("creature") ?? "");
}

function episodesOf(world: World, creature: Creature, batch: PlannedBatch): Trajectory[] {
  return placesOf(batch).map(({ document, repeat, position }) => {
    const passed = world.passes(creature, numbers.get(document) ?? 0, `${batch.purpose}/${repeat}`);
    return {
      observation: {
        ticket: asTicket(position),
        candidate: batch.candidate,
        ...{ document, repeat, split: batch.split, purpose: batch.purpose },
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
