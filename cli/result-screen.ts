import { viewOf } from "../experiments/loaded-run.js";
import type { CurveData } from "../experiments/report/curve-data.js";
import { curveTerminal } from "../experiments/report/curve-terminal.js";
import { finalScreen } from "../experiments/report/final-screen.js";
import { sideBySide } from "../experiments/report/side-by-side.js";
import { type RunFolder, shownPath } from "../experiments/run-folder.js";
import type { HistoryReader } from "../population/history/history.js";
import { terminalStyle } from "./terminal.js";

export interface ResultOptions {
  readonly workingFolder: string;
  /** The command that was typed, when the run had been finished before. */
  readonly alreadyFinished?: string;
}

/** Published results beside the run's own, where there are any. */
function besideLines(curve: CurveData): string[] {
  const lines = sideBySide(curve, terminalStyle().width);
  return lines.length === 0 ? [] : [...lines, ""];
}

/** The curve and the last screen of a finished run, with what can be typed next. */
export function resultScreen(history: HistoryReader, folder: RunFolder, options: ResultOptions): string {
  const { curve, digest, definition } = viewOf(history);
  const run = shownPath(folder.path, options.workingFolder);
  const { alreadyFinished } = options;
  const head =
    alreadyFinished === undefined
      ? []
      : [
          `${run} is finished: ${curve.facts.plannedIterations} iterations, nothing is left to do. Its result:`,
          "",
        ];
  const fresh =
    alreadyFinished === undefined
      ? []
      : [
          {
            label: "Start anew",
            commands: [`${alreadyFinished} --seed ${definition.seed + 1}`, `rm -r ${run}`],
          },
        ];
  return [
    ...head,
    curveTerminal(curve, terminalStyle()),
    "",
    ...besideLines(curve),
    finalScreen(curve, history.candidates.all(), history.totals.usage().total, [
      {
        label: "Look closer",
        commands: [
          `npx autodata-lab lineage ${run}`,
          `diff ${run}`,
          `show ${run} iteration ${curve.iterations}`,
        ],
      },
      { label: "Check it", commands: [`npx autodata-lab audit ${run}`, `replay ${run}`] },
      { label: "Your models", commands: ["edit experiments/cs-research.yaml, then npx autodata-lab run it"] },
      ...fresh,
    ]),
    "",
    `run folder ${run} · history digest ${(digest ?? "").slice(0, 16)}`,
  ].join("\n");
}
