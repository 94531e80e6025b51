import { join, parse, resolve } from "node:path";
import { canonicalJson, sha256 } from "../../foundation/digest.js";
import type { Environment } from "../../foundation/environment.js";
import type { HistoryReader } from "../../population/history/history.js";
import type { ModelSetting } from "../assemble.js";
import { folderPath } from "../definition/folders.js";
import { loadDefinition } from "../definition/load-definition.js";
import type { Overrides } from "../definition/overrides.js";
import { readPriceFile } from "../definition/price-file.js";
import { requireBudget } from "../definition/priced.js";
import { requireKeys } from "../definition/require-keys.js";
import { resolveSeats } from "../definition/resolve-seats.js";
import type { Identity } from "../identity.js";
import { type RunFolder, requireUsable, runFolderAt } from "../run-folder.js";
import { requireSameKind } from "../same-kind.js";
import { simulatedSeats } from "../simulated-seats.js";
import { taskOf } from "../task-of.js";
import { type Item, readItems } from "./items.js";

/** How a taxonomy is made. */
export interface TaxonomyOptions {
  /** Items that types are proposed for, and how many of them at once. */
  readonly sample: number;
  readonly batch: number;
  /** Most types. */
  readonly types: number;
  readonly seed: number;
}

/** A classification that was read and checked; nothing is written and nothing is asked yet. */
export interface PreparedClassification extends ModelSetting {
  /** The file of the questions, as it was named. */
  readonly file: string;
  readonly items: readonly Item[];
  readonly options: TaxonomyOptions;
  readonly folder: RunFolder;
  readonly identity: Identity;
}

export interface PrepareClassification extends TaxonomyOptions {
  /** Folder of everything that is written; null is the file without its ending, and `-types`. */
  readonly out: string | null;
  /** An experiment whose analyzer is asked; null is the one on simulated models. */
  readonly config: string | null;
  readonly projectFolder: string;
  readonly workingFolder: string;
  readonly environment: Environment;
  /** Budget and prices in place of the experiment's. */
  readonly overrides: Overrides;
  readonly noBudget: boolean;
}

/** Reads the questions and whom to ask about them. @throws UsageError for anything that cannot be used. */
export async function prepareClassification(
  file: string,
  given: PrepareClassification,
): Promise<PreparedClassification> {
  const { projectFolder, workingFolder, environment, sample, batch, types, seed } = given;
  const path = resolve(workingFolder, file);
  const items = await readItems(path, file);
  const config = given.config ?? join(projectFolder, "experiments/offline.yaml");
  const loaded = await loadDefinition(config, given);
  const definition = { ...loaded.definition, seed };
  const { prices } = definition;
  const listed = prices === null ? undefined : readPriceFile(folderPath(prices, projectFolder));
  const { analyzer } = resolveSeats(loaded, environment, listed);
  const seats = { ...simulatedSeats(), analyzer };
  requireKeys(seats, loaded, environment);
  requireBudget(definition, seats, { noBudget: given.noBudget });
  const folder = folderAt(resolve(workingFolder, given.out ?? `${withoutEnding(path)}-types`));
  const options = { sample, batch, types, seed };
  const { model, sampling, extraBody } = analyzer;
  const classification = { input: sha256(canonicalJson(items)), ...options };
  return {
    ...{ file, items, options, folder, definition, seats },
    choice: taskOf(definition),
    corpus: { documents: [] },
    identity: { classification, models: { analyzer: { model, sampling, extraBody } } },
  };
}

/** Everything lies in the folder itself. @throws UsageError when it cannot be used. */
function folderAt(path: string): RunFolder {
  const folder = runFolderAt(path);
  requireUsable(folder);
  return { ...folder, reports: path };
}

function withoutEnding(path: string): string {
  const { dir, name } = parse(path);
  return join(dir, name);
}

/** @throws UsageError when the history holds anything but this classification; an empty one does. */
export function requireSameClassification(
  { folder, identity }: PreparedClassification,
  history: HistoryReader,
): void {
  requireSameKind(history, identity, {
    ...{ kind: "classification", path: folder.path, asTyped },
    another: "a classification of other questions or with other settings",
    advice: "give another folder with --out",
  });
}

function asTyped(setting: string): string {
  return setting.replace(/^classification\.input$/, "the questions").replace(/^classification\./, "--");
}
