import type { HistoryReader } from "../population/history/history.js";
import { viewOf } from "./loaded-run.js";
import { curveCsv } from "./report/curve-csv.js";
import { svgToPng } from "./report/curve-png.js";
import { curveSvg } from "./report/curve-svg.js";
import { type ReportFile, writeReports } from "./report-files.js";

/**
 * Writes the curve as SVG, PNG and CSV into a folder, from the history alone. Returns the paths. Each
 * file replaces an earlier one once it is complete.
 * @throws ReportsNotWritten when the folder cannot be written.
 */
export function writeCurve(folder: string, history: HistoryReader): string[] {
  const { curve } = viewOf(history);
  const svg = curveSvg(curve);
  const files: ReportFile[] = [
    ["curve.svg", svg],
    ["curve.png", svgToPng(svg)],
    ["curve.csv", curveCsv(curve)],
  ];
  return writeReports(folder, "the curve", files);
}
