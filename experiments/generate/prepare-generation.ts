import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { stringify } from "yaml";
import { canonicalJson, sha256 } from "../../foundation/digest.js";
import type { Environment } from "../../foundation/environment.js";
import { UsageError } from "../../foundation/errors.js";
import { type Catalogue, type CataloguedDocument, catalogueFolder } from "../../inner/corpus/catalogue.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { refereeName } from "../../inner/referee/rules.js";
import type { TaskChoice } from "../../inner/tasks/task-kind.js";
import { isSimulated } from "../../models/prices.js";
import type { ModelSetting } from "../assemble.js";
import type { Definition } from "../definition/definition.js";
import { folderPath } from "../definition/folders.js";
import {
  absoluteOverrides,
  type LoadedDefinition,
  type LoadOptions,
  loadDefinition,
} from "../definition/load-definition.js";
import { parseDefinition } from "../definition/parse-definition.js";
import { readPriceFile } from "../definition/price-file.js";
import { requireBudget } from "../definition/priced.js";
import { requireKeys } from "../definition/require-keys.js";
import { resolveSeats, type Seats } from "../definition/resolve-seats.js";
import {
  harnessInFolder,
  parseHarnessReference,
  type ResolvedHarness,
  resolveHarness,
} from "../harness-reference.js";
import { type Identity, identityOf } from "../identity.js";
import { readRun } from "../loaded-run.js";
import { definitionsOf } from "../run-definitions.js";
import { simulatedSeats } from "../simulated-seats.js";
import { taskOf } from "../task-of.js";
import { type Format, type OutputFiles, outputFiles, requireOwn } from "./output-files.js";
import { makers, type Origin } from "./provenance.js";

/** What the command line asks for. */
export interface GenerationRequest extends LoadOptions {
  /** `baseline`, or what parseHarnessReference reads. */
  readonly harness: string;
  /** YAML file; null takes the run's own definition where the harness is a run's, else simulated models. */
  readonly experiment: string | null;
  readonly out: string;
  readonly format: Format;
  /** Documents, the first in order of their paths; null takes all. */
  readonly limit: number | null;
  /** Episodes on each document. */
  readonly repeats: number;
  readonly environment: Environment;
  readonly noBudget: boolean;
  /** Nothing will be asked: keys and budgets are not needed. */
  readonly rehearsal: boolean;
}

/** A generation that was read and checked; nothing is written and nothing is asked yet. */
export interface PreparedGeneration extends ModelSetting {
  readonly definition: Definition;
  /** The whole definition as YAML, to be kept with the history. */
  readonly frozen: string;
  readonly seats: Seats;
  readonly choice: TaskChoice;
  readonly harness: HarnessFiles;
  readonly origin: Origin;
  readonly identity: Identity;
  readonly catalogue: Catalogue;
  /** Those that are asked for, in order. */
  readonly documents: readonly CataloguedDocument[];
  readonly repeats: number;
  readonly format: Format;
  readonly files: OutputFiles;
}

/** Positions of a ticket; see population/history/ticket.ts. */
const mostDocuments = 100_000;

/** Reads and checks everything that a generation names. @throws UsageError for anything that cannot be used. */
export async function prepareGeneration(request: GenerationRequest): Promise<PreparedGeneration> {
  const { environment, projectFolder, workingFolder, repeats, format } = request;
  const ofRun = runOf(request) === null ? null : await resolveHarness(request.harness);
  const { definition, where, frozen } = await definitionFor(request);
  const choice = taskOf(definition);
  const { prices } = definition;
  const listed = prices === null ? undefined : readPriceFile(folderPath(prices, projectFolder));
  const { analyzer, implementer } = simulatedSeats(); // nobody asks them
  const seats = { ...resolveSeats({ definition, where }, environment, listed), analyzer, implementer };
  if (!request.rehearsal) {
    requireKeys(seats, { definition, where }, environment);
    requireBudget(definition, seats, { noBudget: request.noBudget });
  }
  const harness = ofRun ?? ownHarness(definition, projectFolder);
  const files = outputFiles(resolve(workingFolder, request.out), format);
  if (!request.rehearsal) requireOwn(files);
  const corpusFolder = folderPath(definition.corpus.path, projectFolder);
  const catalogue = await catalogueFolder(corpusFolder, definition.corpus);
  if (catalogue.documents.length > mostDocuments) {
    throw new UsageError(
      `${corpusFolder} has ${catalogue.documents.length} documents, and ${mostDocuments} go into one file: ` +
        "divide them into folders, and give each a file of its own.",
    );
  }
  const { name, seed, task } = definition;
  const every = definition.inner.learningsEvery;
  const identity = generationIdentity(identityOf(definition, choice, seats), harness, every);
  return {
    ...{
      definition,
      frozen,
      seats,
      choice,
      harness: harness.files,
      identity,
      catalogue,
      repeats,
      format,
      files,
    },
    folder: files.folder,
    corpus: { documents: knownTo(seats, catalogue) },
    documents: catalogue.documents.slice(0, request.limit ?? undefined),
    origin: {
      task,
      harness: { reference: harness.name, tree: harness.tree },
      models: Object.fromEntries(makers.map((seat) => [seat, seats[seat].model])) as Origin["models"],
      experiment: {
        ...{ name, digest: sha256(canonicalJson(identity)), seed, acceptance: choice.acceptanceName },
        referee: refereeName(choice.referee),
      },
      learnings: every === null ? null : { every },
    },
  };
}

async function definitionFor(request: GenerationRequest): Promise<LoadedDefinition> {
  const { experiment, harness, projectFolder, overrides = {} } = request;
  const run = runOf(request);
  const stored = run === null ? null : await storedDefinition(run, harness);
  if (stored !== null && experiment === null) {
    const laid = parseDefinition(stored, `the definition of ${run}`, absoluteOverrides(request));
    return { ...laid, frozen: stringify(laid.written) };
  }
  const folder = harness === baselineName || run !== null ? {} : { harness };
  const file = experiment ?? join(projectFolder, "experiments/offline.yaml");
  const loaded = await loadDefinition(file, { ...request, overrides: { ...overrides, ...folder } });
  const { task } = loaded.definition;
  const made = stored === null ? task : parseDefinition(stored, `the definition of ${run}`).definition.task;
  if (made === task) return loaded;
  throw new UsageError(
    `${harness} is a harness for ${made}, and ${basename(file)} is about ${task}: name an experiment on ${made}, or none.`,
  );
}

/** The harness of the experiment; a folder of this name is written `./baseline`. */
export const baselineName = "baseline";

/** The run that the harness belongs to; null for a folder and for the experiment's own. */
function runOf({ harness, workingFolder }: GenerationRequest): string | null {
  if (harness === baselineName) return null;
  const { path, candidate } = parseHarnessReference(harness);
  const isFolder = candidate === null && existsSync(join(resolve(workingFolder, path), "workflow.ts"));
  return isFolder ? null : path;
}

/** @throws UsageError when there is no run, or it was stopped before it began. */
async function storedDefinition(run: string, harness: string): Promise<string> {
  const history = readRun(run);
  try {
    const frozen = definitionsOf(history).at(-1);
    if (frozen !== undefined) return frozen;
    throw new UsageError(`${run} has no definition for ${harness} to be used with: name an experiment.`);
  } finally {
    await history.close();
  }
}

function ownHarness({ harness }: Definition, projectFolder: string): ResolvedHarness {
  return { ...harnessInFolder(folderPath(harness, projectFolder)), name: harness };
}

/** What a search adds to an experiment is of no matter here; the harness is. */
function generationIdentity(identity: Identity, { tree }: ResolvedHarness, every: number | null): Identity {
  const { search: _search, splits: _splits, models, ...rules } = identity;
  const learnings = every === null ? {} : { learningsEvery: every };
  const asked = Object.entries(models as object).filter(([seat]) => makers.some((one) => one === seat));
  return { ...rules, models: Object.fromEntries(asked), generation: { harness: tree, ...learnings } };
}

/** Simulated models have seen the documents; their texts are read when they are thought of. */
function knownTo(seats: Seats, catalogue: Catalogue): ModelSetting["corpus"]["documents"] {
  if (!makers.some((seat) => isSimulated(seats[seat]))) return [];
  return catalogue.documents.map((document) => ({
    title: document.title,
    get text() {
      return catalogue.read(document).text;
    },
  }));
}
