import { createWriteStream, renameSync, rmSync } from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { UsageError } from "../foundation/errors.js";
import type { ExportHeader } from "../population/history/transfer/export-header.js";
import { exportHistory } from "../population/history/transfer/export-history.js";
import { existingRun } from "./run-folder.js";

export interface ExportOptions {
  /** Only what lies before the first damage. */
  readonly intact: boolean;
  readonly signal?: AbortSignal;
}

/** Characters that go into the stream at once. */
const chunk = 65_536;

/**
 * Writes a run, or a history file, as JSON lines to a file (gzip when its name ends in .gz) or to a stream, which
 * stays open. Memory does not grow with the history. The file appears under its name once it is complete.
 * @throws UsageError when there is no run, it is damaged, or the target cannot be written; the signal's reason.
 */
export async function exportRun(
  run: string,
  target: string | Writable,
  { intact, signal }: ExportOptions,
): Promise<ExportHeader> {
  const history = exportHistory(existingRun(run).history, intact ? "intact" : "whole");
  try {
    const lines = Readable.from(inChunks(history.lines()));
    const options = signal === undefined ? {} : { signal };
    if (typeof target === "string") await toFile(lines, target, options);
    else await pipeline(lines, target, { ...options, end: false });
    return history.header;
  } finally {
    history.close();
  }
}

async function toFile(lines: Readable, file: string, options: { signal?: AbortSignal }): Promise<void> {
  const unfinished = `${file}.part`;
  const output = createWriteStream(unfinished, { flush: true });
  try {
    if (file.endsWith(".gz")) await pipeline(lines, createGzip(), output, options);
    else await pipeline(lines, output, options);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    if (!isOfFiles(error)) throw error;
    throw new UsageError(`the export cannot be written to ${file} (${error.message}); give another --out`);
  }
}

/** Whether the operating system refused; its errors alone have a system call. */
function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

function* inChunks(lines: Iterable<string>): Generator<string> {
  let gathered = "";
  for (const line of lines) {
    gathered += line;
    if (gathered.length < chunk) continue;
    yield gathered;
    gathered = "";
  }
  if (gathered !== "") yield gathered;
}
