import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunView } from "../../../experiments/loaded-run.js";
import { curveData } from "../../../experiments/report/curve-data.js";
import { systemClock } from "../../../foundation/clock.js";
import { asCommitHash, asDocumentId, asSha256, asTreeHash } from "../../../foundation/ids.js";
import { type RandomStreams, randomStreams } from "../../../foundation/random.js";
import type { Split } from "../../../inner/corpus/document.js";
import type { Trajectory } from "../../../inner/trajectory.js";
import { noUsage } from "../../../models/usage.js";
import { type Batch, placesOf } from "../../../outer/evaluate.js";
import { type PolicyName, searchPolicies } from "../../../outer/policies/search-policies.js";
import { search } from "../../../outer/search.js";
import type { CandidateStore } from "../../../population/candidates/candidate-store.js";
import type { History } from "../../../population/history/history.js";
import { openHistory } from "../../../population/history/open.js";
import { ticketOf } from "../../../population/history/ticket.js";

const documentsOf = (split: Split, number: number) =>
  Array.from({ length: number }, (_, at) => asDocumentId(`${split}-${at}`));
const splits = {
  train: documentsOf("train", 2),
  validation: documentsOf("validation", 10),
  test: documentsOf("test", 1),
};
const settings = {
  iterations: 40,
  episodeLimit: null,
  concurrency: 3,
  temperature: 0.1,
  maxInconclusiveShare: 0.2,
};

/**
 * Searches of the real loop with a real history in a folder, in which a harness is a number: the chance that an episode is
 * accepted. Edits add to it or take from it, and now and then an episode is inconclusive or an edit repeats a harness.
 */
export class Landscapes {
  readonly #folder = mkdtempSync(join(tmpdir(), "autodata-landscape-"));
  readonly #opened: History[] = [];

  async run(policy: PolicyName, seed: number): Promise<{ history: History; view: RunView }> {
    const history = openHistory(join(this.#folder, `${policy}-${seed}.sqlite`), systemClock);
    this.#opened.push(history);
    await history.documents.append(splits.validation.map(entryOf));
    const random = randomStreams(seed);
    await search({
      ...{ splits, random, policy: searchPolicies[policy], minibatch: 1, ...settings },
      baseline: harness(0.2),
      documents: new Map(),
      onFatal: () => {},
      episodes: async (batch) => {
        const trajectories = episodesOf(batch, random);
        await Promise.all(trajectories.map((one) => history.episodes.append(one)));
        return trajectories;
      },
      edit: async ({ iteration, files, view }) => {
        const draw = random.fork(`edit/${iteration}`).next();
        const edited = harness(Math.round((chanceOf(files) + draw * 0.4 - 0.15) * 50) / 50);
        const tree = treeOf(edited);
        const summary = `edit ${iteration}`;
        if (view.known.has(tree)) return { ended: "duplicate", because: "it is known", summary };
        return { files: edited, tree, summary, rationale: "" };
      },
      candidates: memoryCandidates(),
      admissions: [],
      history,
      onEvent: () => {},
    });
    return { history, view: viewOf(history, policy, seed) };
  }

  async remove(): Promise<void> {
    await Promise.all(this.#opened.map((history) => history.close()));
    rmSync(this.#folder, { recursive: true });
  }
}

const entryOf = (id: ReturnType<typeof asDocumentId>, position: number) => ({
  document: { id, title: id, contentHash: asSha256(id), source: "", words: 1 },
  ...{ split: "validation" as const, position, shownCharacters: 1, totalCharacters: 1 },
});

const harness = (chance: number) => new Map([["chance", String(Math.min(0.95, Math.max(0.05, chance)))]]);
const chanceOf = (files: ReadonlyMap<string, string>) => Number(files.get("chance"));
const treeOf = (files: ReadonlyMap<string, string>) => asTreeHash(files.get("chance") ?? "");

function episodesOf(batch: Batch, random: RandomStreams): Trajectory[] {
  return placesOf(batch).map(({ document, repeat, position }) => {
    const ticket = ticketOf(batch.iteration, batch.phase, position);
    const draws = random.fork(`episode/${ticket}`);
    const outcome =
      draws.next() < 0.03 ? "inconclusive" : draws.next() < chanceOf(batch.files) ? "accepted" : "exhausted";
    const { candidate, split, purpose } = batch;
    return {
      observation: {
        ...{ ticket, candidate, document, split, purpose, repeat, outcome, reason: "" },
        ...{ rounds: 1, ticks: 0, cost: noUsage },
      },
      events: [],
    };
  });
}

function viewOf(history: History, policy: PolicyName, seed: number): RunView {
  const facts = {
    ...{ name: "landscape", seed, acceptance: "chance", simulated: "all" as const },
    plannedIterations: settings.iterations,
    finalRules: [],
    published: [],
    documents: { train: 2, validation: 10, test: 1 },
  };
  const curve = curveData(
    history.decisions.all(),
    history.totals.observations(),
    history.candidates.all(),
    facts,
  );
  const { episodeLimit: episodes, ...search } = settings;
  const definition = { search: { policy, episodes, ...search } } as RunView["definition"];
  return { definition, facts, curve, digest: null };
}

function memoryCandidates(): CandidateStore {
  return {
    treeOf,
    commit: async ({ files }) => ({ tree: treeOf(files), commit: asCommitHash(treeOf(files)) }),
    read: async (commit) => new Map([["chance", commit]]),
    tag: async () => {},
    close: async () => {},
  };
}
