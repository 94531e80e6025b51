import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import type { Clock } from "../../foundation/clock.js";
import { UsageError } from "../../foundation/errors.js";
import { lockedFile } from "./connection.js";

/**
 * Makes this process the one writer of a history until the returned function is called or the process ends. Beside
 * the history lie `.lock`, which the operating system keeps locked, and `.writer.txt`, which says who holds it. Only
 * the text is removed again: whoever removed the lock could take it from a third who has just opened it.
 * @throws UsageError naming the process that writes the history already.
 */
export function lockForWriter(path: string, clock: Clock): () => void {
  const note = `${path}.writer.txt`;
  const lock = lockedFile(`${path}.lock`);
  if (lock === null) {
    throw new UsageError(
      `${dirname(path)} is being written by ${holderIn(note)}; wait for it or stop it (kill), then try again`,
    );
  }
  const release = () => {
    try {
      rmSync(note, { force: true });
    } finally {
      lock.close();
    }
  };
  try {
    writeFileSync(note, `process ${process.pid} on host ${hostname()} since ${wholeSeconds(clock.now())}\n`);
    return release;
  } catch (error) {
    lock.close();
    throw new UsageError(`cannot write ${note} (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** The text is missing for the instant between lock and note. */
function holderIn(note: string): string {
  try {
    return readFileSync(note, "utf8").trim() || "another process";
  } catch {
    return "another process";
  }
}

const wholeSeconds = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
