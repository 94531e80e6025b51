import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inStage } from "../foundation/stages.js";
import type { HistoryReader } from "../population/history/history.js";
import { viewOf } from "./loaded-run.js";
import { curveCsv } from "./report/curve-csv.js";
import { svgToPng } from "./report/curve-png.js";
import { curveSvg } from "./report/curve-svg.js";

/** The disk took no report. What the run itself logged is not touched by it. */
export class ReportsNotWritten extends Error {
  override readonly name = "ReportsNotWritten";
}

/**
 * Writes the curve as SVG, PNG and CSV into a folder, from the history alone. Returns the paths. Each
 * file replaces an earlier one once it is complete.
 * @throws ReportsNotWritten when the folder cannot be written.
 */
export function writeCurve(folder: string, history: HistoryReader): string[] {
  const { curve } = viewOf(history);
  const svg = curveSvg(curve);
  const files: [string, string | Uint8Array][] = [
    ["curve.svg", svg],
    ["curve.png", svgToPng(svg)],
    ["curve.csv", curveCsv(curve)],
  ];
  try {
    return inStage("report", () => writeWhole(folder, files));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReportsNotWritten(`the curve cannot be written to ${folder} (${why})`);
  }
}

/** Each file appears under its name only when all of it is written. */
function writeWhole(folder: string, files: readonly (readonly [string, string | Uint8Array])[]): string[] {
  mkdirSync(folder, { recursive: true });
  return files.map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(`${path}.part`, content);
    renameSync(`${path}.part`, path);
    return path;
  });
}
