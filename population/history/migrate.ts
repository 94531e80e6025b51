import { UsageError } from "../../foundation/errors.js";
import { inStage } from "../../foundation/stages.js";
import { applicationId, type Connection } from "./connection.js";
import { firstTables } from "./migrations/0001-first-tables.js";
import { notices } from "./migrations/0002-notices.js";

/** One step of the file format. Steps are never edited once released; a change is a new step. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

const allMigrations: readonly Migration[] = [firstTables, notices];

/** The format that this program writes. */
export const newestFormat = newest(allMigrations);

/**
 * Brings a file up to the newest format, each step in its own transaction.
 * @throws UsageError when the file is newer than this program.
 */
export function migrate(connection: Connection, migrations = allMigrations): void {
  refuseNewer(connection, migrations);
  for (const { version, sql } of migrations) {
    if (versionOf(connection) >= version) continue;
    const step = connection.transaction(() => {
      if (versionOf(connection) >= version) return; // another process took the step meanwhile
      connection.exec(sql);
      connection.pragma(`application_id = ${applicationId}`);
      connection.pragma(`user_version = ${version}`);
    });
    inStage("migration", () => step.immediate());
  }
}

/** Whether a file has this program's format. @throws UsageError when it is newer. */
export function isNewest(connection: Connection, migrations = allMigrations): boolean {
  refuseNewer(connection, migrations);
  return versionOf(connection) === newest(migrations);
}

function refuseNewer(connection: Connection, migrations: readonly Migration[]): void {
  const found = versionOf(connection);
  const known = newest(migrations);
  if (found > known) {
    throw new UsageError(
      `this history has format ${found} and this program knows formats up to ${known}: use a newer version of it`,
    );
  }
}

function newest(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

const versionOf = (connection: Connection) => Number(connection.pragma("user_version", { simple: true }));
