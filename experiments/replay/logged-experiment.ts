import { UsageError } from "../../foundation/errors.js";
import { randomStreams } from "../../foundation/random.js";
import { showDocument } from "../../inner/corpus/cut.js";
import type { Document } from "../../inner/corpus/document.js";
import { loadFolder } from "../../inner/corpus/load-folder.js";
import { drawSplits } from "../../inner/corpus/split.js";
import { type Seat, seats as seatNames } from "../../models/chat.js";
import type { Sampling, SeatConfig } from "../../models/seat-config.js";
import { applyDiff } from "../../population/candidates/diff.js";
import type { HistoryReader } from "../../population/history/history.js";
import { parseDefinition } from "../definition/parse-definition.js";
import type { Seats } from "../definition/resolve-seats.js";
import { type Identity, requireSearch } from "../identity.js";
import type { PreparedExperiment } from "../prepare.js";
import { definitionsOf } from "../run-definitions.js";
import type { RunFolder } from "../run-folder.js";
import { taskOf } from "../task-of.js";

/** Stands where a seat's endpoint would: a replay has none. */
const nowhere = "log";

/**
 * The experiment of a logged run as it was prepared then, from its history alone: settings, models, documents with
 * their texts, baseline. Splits are drawn again from the seed.
 * @param corpus a folder to take texts from, for histories that were begun without them.
 * @throws UsageError when the history holds no run, or lacks texts that are not in the folder either.
 */
export async function loggedExperiment(
  history: HistoryReader,
  folder: RunFolder,
  corpus: string | undefined,
): Promise<PreparedExperiment> {
  const frozen = definitionsOf(history).at(-1);
  const identity = history.run.get("experiment.identity");
  const baseline = history.run.get("experiment.baseline");
  if (frozen === undefined || identity === undefined || baseline === undefined) {
    throw new UsageError("this history holds no run: name the folder or the history file of one");
  }
  requireSearch(identity);
  const logged = parseDefinition(frozen, "the run's definition").definition;
  const definition = { ...logged, budget: { usd: null, tokens: null, calls: null, hours: null } };
  const documents = await documentsOf(history, corpus, definition.corpus.minWords);
  const random = randomStreams(definition.seed);
  const splits = drawSplits(documents, definition.splits, random.fork("splits"));
  const drawn = [...splits.train, ...splits.validation, ...splits.test];
  const { maxCharacters } = definition.corpus;
  return {
    definition,
    frozen,
    identity: JSON.parse(identity) as Identity,
    choice: taskOf(definition),
    seats: seatsOf(JSON.parse(identity) as LoggedIdentity),
    corpus: { documents, notices: [] },
    splits,
    shown: new Map(drawn.map((document) => [document.id, showDocument(document, maxCharacters)])),
    baseline: applyDiff(new Map(), baseline),
    folder,
  };
}

async function documentsOf(
  history: HistoryReader,
  corpus: string | undefined,
  minWords: number,
): Promise<Document[]> {
  const found = corpus === undefined ? [] : (await loadFolder(corpus, { minWords })).documents;
  const texts = new Map<string, string>(found.map(({ contentHash, text }) => [contentHash, text]));
  return history.documents.all().map(({ document }) => {
    const text = history.documents.text(document.contentHash) ?? texts.get(document.contentHash);
    if (text !== undefined) return { ...document, text };
    throw new UsageError(
      corpus === undefined
        ? `the history holds no text of ${document.source}: name the folder of the run's documents with --corpus`
        : `the text of ${document.source} is neither in the history nor in ${corpus}: give the run's own documents`,
    );
  });
}

export interface LoggedIdentity {
  readonly models: Readonly<
    Record<Seat, { model: string; sampling: Sampling; extraBody: Record<string, unknown> }>
  >;
}

/** The settings of every seat that make results; a replay or an audit has no endpoints. */
export function seatsOf({ models }: LoggedIdentity): Seats {
  const entries = seatNames.map((seat): [Seat, SeatConfig] => [
    seat,
    {
      ...models[seat],
      baseUrl: nowhere,
      apiKeyEnv: null,
      extraHeaders: {},
      timeoutMs: 1,
      concurrency: 1,
      price: null,
    },
  ]);
  return Object.fromEntries(entries) as Record<Seat, SeatConfig>;
}
