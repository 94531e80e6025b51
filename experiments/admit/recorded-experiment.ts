import { stringify } from "yaml";
import type { Environment } from "../../foundation/environment.js";
import type { HistoryReader } from "../../population/history/history.js";
import { folderPath } from "../definition/folders.js";
import { absoluteOverrides } from "../definition/load-definition.js";
import type { Overrides } from "../definition/overrides.js";
import { parseDefinition } from "../definition/parse-definition.js";
import { readPriceFile } from "../definition/price-file.js";
import { requireBudget } from "../definition/priced.js";
import { requireKeys } from "../definition/require-keys.js";
import { resolveSeats } from "../definition/resolve-seats.js";
import { identityOf } from "../identity.js";
import type { PreparedExperiment } from "../prepare.js";
import { loggedExperiment } from "../replay/logged-experiment.js";
import type { RunFolder } from "../run-folder.js";

export interface RecordedOptions {
  readonly environment: Environment;
  readonly projectFolder: string;
  readonly workingFolder: string;
  /** Limits and prices in place of those the run was last started with. */
  readonly overrides: Pick<
    Overrides,
    "budgetUsd" | "budgetTokens" | "budgetCalls" | "budgetHours" | "prices"
  >;
  readonly noBudget: boolean;
  /** A folder with the run's documents, for a history that was begun without their texts. */
  readonly corpus: string | undefined;
}

/**
 * The experiment of a run as it was last started, from its history alone, with the endpoints that its settings lead to.
 * @throws UsageError when the history holds no run or lacks texts, and for endpoints, keys and budgets that cannot be
 * used.
 */
export async function recordedExperiment(
  history: HistoryReader,
  folder: RunFolder,
  { environment, projectFolder, workingFolder, overrides, noBudget, corpus }: RecordedOptions,
): Promise<PreparedExperiment> {
  const logged = await loggedExperiment(history, folder, corpus);
  const parsed = parseDefinition(
    logged.frozen,
    "the run's definition",
    absoluteOverrides({ overrides, workingFolder }),
  );
  const { definition, written } = parsed;
  const { prices } = definition;
  const seats = resolveSeats(
    parsed,
    environment,
    prices === null ? undefined : readPriceFile(folderPath(prices, projectFolder)),
  );
  requireKeys(seats, parsed, environment);
  requireBudget(definition, seats, { noBudget });
  const changed = Object.values(overrides).some((value) => value !== undefined);
  return {
    ...logged,
    definition,
    frozen: changed ? stringify(written) : logged.frozen,
    identity: identityOf(definition, logged.choice, seats),
    seats,
  };
}
