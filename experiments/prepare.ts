import { basename } from "node:path";
import type { Environment } from "../foundation/environment.js";
import { randomStreams } from "../foundation/random.js";
import { showDocument } from "../inner/corpus/cut.js";
import type { Document, ShownDocument } from "../inner/corpus/document.js";
import { type Corpus, loadFolder } from "../inner/corpus/load-folder.js";
import { drawSplits, type Splits } from "../inner/corpus/split.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { TaskChoice } from "../inner/tasks/task-kind.js";
import type { Definition } from "./definition/definition.js";
import { folderPath } from "./definition/folders.js";
import { type LoadOptions, loadDefinition, runFolderOf } from "./definition/load-definition.js";
import { readPriceFile } from "./definition/price-file.js";
import { requireBudget } from "./definition/priced.js";
import { requireKeys } from "./definition/require-keys.js";
import { resolveSeats, type Seats } from "./definition/resolve-seats.js";
import { readHarnessFolder } from "./harness-folder.js";
import { type Identity, identityOf } from "./identity.js";
import { type RunFolder, requireUsable, runFolderAt } from "./run-folder.js";
import { taskOf, taskUnder } from "./task-of.js";

/** An experiment that was read and checked; nothing is written and nothing is asked yet. */
export interface PreparedExperiment {
  readonly definition: Definition;
  /** The whole definition as YAML, to be kept with the run. */
  readonly frozen: string;
  readonly identity: Identity;
  readonly choice: TaskChoice;
  readonly seats: Seats;
  readonly corpus: Corpus;
  readonly splits: Splits;
  /** What models are shown of every document in a split. */
  readonly shown: ReadonlyMap<Document["id"], ShownDocument>;
  readonly baseline: HarnessFiles;
  readonly folder: RunFolder;
}

export interface PrepareOptions extends LoadOptions {
  readonly environment: Environment;
  /** The run folder, in place of the one named after experiment and seed. */
  readonly out?: string | undefined;
  readonly noBudget?: boolean;
  /** What reads documents, where several experiments share them. */
  readonly readCorpus?: typeof loadFolder;
}

/** Another corpus is another run: its folder's name ends a run folder that the user did not name. */
export function corpusSuffix({ out, overrides }: Pick<PrepareOptions, "out" | "overrides">): string {
  if (out !== undefined || overrides?.corpus === undefined) return "";
  return `-${basename(overrides.corpus).replace(/[^\w.-]+/g, "-")}`;
}

/** Reads and checks everything an experiment names. @throws UsageError for anything that cannot be used. */
export async function prepareExperiment(file: string, options: PrepareOptions): Promise<PreparedExperiment> {
  const loaded = await loadDefinition(file, options);
  const { definition } = loaded;
  const choice = taskOf(definition);
  for (const preset of definition.search.finalPresets) taskUnder(preset, definition);
  const { prices } = definition;
  const seats = resolveSeats(
    loaded,
    options.environment,
    prices === null ? undefined : readPriceFile(folderPath(prices, options.projectFolder)),
  );
  requireKeys(seats, loaded, options.environment);
  requireBudget(definition, seats, { noBudget: options.noBudget ?? false });
  const baseline = readHarnessFolder(folderPath(definition.harness, options.projectFolder));
  const corpusFolder = folderPath(definition.corpus.path, options.projectFolder);
  const { readCorpus = loadFolder } = options;
  const corpus = await readCorpus(corpusFolder, { minWords: definition.corpus.minWords });
  const random = randomStreams(definition.seed);
  const splits = drawSplits(corpus.documents, definition.splits, random.fork("splits"));
  const drawn = [...splits.train, ...splits.validation, ...splits.test];
  const folder = runFolderAt(
    runFolderOf(definition, options.workingFolder, options.out) + corpusSuffix(options),
  );
  requireUsable(folder);
  return {
    definition,
    frozen: loaded.frozen,
    identity: identityOf(definition, choice, seats),
    choice,
    seats,
    corpus,
    splits,
    shown: new Map(
      drawn.map((document) => [document.id, showDocument(document, definition.corpus.maxCharacters)]),
    ),
    baseline,
    folder,
  };
}
