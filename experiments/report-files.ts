import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inStage } from "../foundation/stages.js";

/** The disk took no report. What the run itself logged is not touched by it. */
export class ReportsNotWritten extends Error {
  override readonly name = "ReportsNotWritten";
}

/** Name and content. */
export type ReportFile = readonly [string, string | Uint8Array];

/**
 * Writes files into a folder, which is made when it is missing. Returns their paths. Each file replaces an earlier one
 * once it is complete.
 * @throws ReportsNotWritten, saying that `what` cannot be written, when the disk refuses.
 */
export function writeReports(folder: string, what: string, files: readonly ReportFile[]): string[] {
  try {
    return inStage("report", () => writeWhole(folder, files));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReportsNotWritten(`${what} cannot be written to ${folder} (${why})`);
  }
}

/** Each file appears under its name only when all of it is written. */
function writeWhole(folder: string, files: readonly ReportFile[]): string[] {
  mkdirSync(folder, { recursive: true });
  return files.map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(`${path}.part`, content);
    renameSync(`${path}.part`, path);
    return path;
  });
}
