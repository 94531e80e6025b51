import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { UsageError } from "../foundation/errors.js";
import { type Line, linesOf } from "../foundation/lines.js";
import { openCandidateStore } from "../population/candidates/git-candidate-store.js";
import { openHistoryForReading } from "../population/history/open.js";
import { importHistory } from "../population/history/transfer/import-history.js";
import { writePopulation } from "./population.js";
import { runFolderAt } from "./run-folder.js";

/** What an import brought. */
export interface ImportedRun {
  readonly rows: number;
  readonly candidates: number;
}

/**
 * Makes a run folder of an export: the same history, row by row, and its population in git, commit by commit. It
 * can be continued, drawn and examined like the run that was exported. The folder appears once it is complete.
 * @throws UsageError when the folder is in use, or the export was cut off, changed, or is none; the signal's reason.
 */
export async function importRun(file: string, folder: string, signal?: AbortSignal): Promise<ImportedRun> {
  const target = resolve(folder);
  requireFree(target, folder);
  const unfinished = `${target}.importing-${process.pid}`;
  makeFolder(unfinished, folder);
  try {
    const imported = await importInto(unfinished, file, signal);
    renameSync(unfinished, target);
    syncToDisk(dirname(target));
    return imported;
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

async function importInto(folder: string, file: string, signal?: AbortSignal): Promise<ImportedRun> {
  const { history, population } = runFolderAt(folder);
  const { rows } = await importHistory(linesIn(file, signal), file, history);
  const reader = openHistoryForReading(history);
  try {
    const store = await openCandidateStore(population);
    const candidates = await writePopulation(store, reader).finally(() => store.close());
    syncToDisk(history);
    return { rows, candidates };
  } finally {
    await reader.close();
  }
}

async function* linesIn(file: string, signal?: AbortSignal): AsyncGenerator<Line> {
  const bytes = createReadStream(file);
  const unpacked = file.endsWith(".gz") ? createGunzip() : null;
  if (unpacked !== null) pipeline(bytes, unpacked, () => {}); // what fails above fails the reading below
  const stream = unpacked ?? bytes;
  try {
    for await (const line of linesOf(stream)) {
      signal?.throwIfAborted();
      yield line;
    }
  } catch (error) {
    throw explainedRead(error, file);
  } finally {
    stream.destroy();
  }
}

function explainedRead(error: unknown, file: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR")
    return new UsageError(`${file} is cut off: copy it again, or export the run again`);
  if (code.startsWith("Z_"))
    return new UsageError(`${file} is not gzip, or was changed: export the run again`);
  if (error instanceof Error && "syscall" in error) {
    return new UsageError(`${file} cannot be read (${error.message})`);
  }
  return error;
}

function requireFree(target: string, folder: string): void {
  if (!existsSync(target)) return;
  const empty = statSync(target).isDirectory() && readdirSync(target).length === 0;
  if (!empty) throw new UsageError(`${folder} is in use: name a new folder with --out`);
}

function makeFolder(unfinished: string, folder: string): void {
  try {
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${folder} cannot be made (${why}): name another folder with --out`);
  }
}

function syncToDisk(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
