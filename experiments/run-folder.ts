import { accessSync, constants, existsSync, mkdirSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, parse, relative } from "node:path";
import { UsageError } from "../foundation/errors.js";
import { type DiskProbe, networkFileSystem } from "../foundation/network-file-system.js";

/** Where everything of one run lies. */
export interface RunFolder {
  readonly path: string;
  /** The SQLite file of the history. */
  readonly history: string;
  /** The bare git repository of the population. */
  readonly population: string;
  /** Curve and tables, rewritten whenever a run ends. */
  readonly reports: string;
}

const historyName = "history.sqlite";

export function runFolderAt(path: string): RunFolder {
  return {
    path,
    history: join(path, historyName),
    population: join(path, "population.git"),
    reports: join(path, "reports"),
  };
}

/** A path as people type it: relative to the working folder when it lies inside, else as it is. */
export function shownPath(path: string, workingFolder: string): string {
  const inside = relative(workingFolder, path) || ".";
  return inside.startsWith("..") ? path : inside;
}

/**
 * The run in a folder, or around a history file that lies anywhere under any name.
 * @throws UsageError when there is none.
 */
export function existingRun(path: string): RunFolder {
  if (isFile(path)) return runAround(path);
  const folder = runFolderAt(path);
  if (isFile(folder.history)) return folder;
  throw new UsageError(
    `${path} is not a run folder (it has no ${historyName}); runs are made by \`autodata-lab run\`.`,
  );
}

/** Several histories may lie in one folder: each has reports of its own. */
function runAround(history: string): RunFolder {
  const folder = runFolderAt(dirname(history));
  const name = basename(history);
  const reports = name === historyName ? folder.reports : join(folder.path, `${parse(name).name}-reports`);
  return { ...folder, history, reports };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Checks, without writing anything, that a run can be kept there: an earlier run, an empty folder, or a place
 * where one can be made. @throws UsageError otherwise.
 */
export function requireUsable(folder: RunFolder): void {
  if (existsSync(folder.path)) {
    if (!statSync(folder.path).isDirectory()) throw new UsageError(`run folder ${folder.path} is a file.`);
    const ours = [folder.history, folder.population, folder.reports];
    const foreign = readdirSync(folder.path).some(
      (name) => !ours.some((path) => join(folder.path, name).startsWith(path)),
    );
    if (foreign && !existsSync(folder.history)) {
      throw new UsageError(
        `run folder ${folder.path} holds other files and no run; give another one with --out.`,
      );
    }
  }
  const nearest = nearestExisting(folder.path);
  try {
    accessSync(nearest, constants.W_OK);
  } catch {
    throw new UsageError(
      `run folder ${folder.path} cannot be written (no permission for ${nearest}); give another one with --out.`,
    );
  }
}

/**
 * Checks that the folder lies, or will lie, on a disk of this machine: over a network neither the lock of the one
 * writer nor the order of writes that SQLite relies on can be trusted. Reading a run there is another matter.
 * @throws UsageError naming the file system.
 */
export function requireLocalDisk({ path }: RunFolder, probe?: DiskProbe): void {
  const network = networkFileSystem(realpathSync(nearestExisting(path)), probe);
  if (network === null) return;
  throw new UsageError(
    `${path} lies on a network file system (${network}), where locks and the order of writes cannot be trusted: ` +
      "give a folder on a disk of this machine with --out, and copy the run there when it is finished.",
  );
}

function nearestExisting(path: string): string {
  let nearest = path;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  return nearest;
}

/** @throws UsageError when the disk refuses. */
export function createFolder(folder: RunFolder): void {
  try {
    mkdirSync(folder.reports, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`run folder ${folder.path} cannot be made (${why}); give another one with --out.`);
  }
}
