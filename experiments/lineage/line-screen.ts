import pc from "picocolors";
import { addUsage, noUsage } from "../../models/usage.js";
import type { CurveData } from "../report/curve-data.js";
import type { LineStyle } from "../report/iteration-line.js";
import { plural } from "../report/numbers.js";
import { simulationLabel } from "../report/run-facts.js";
import { cut } from "./columns.js";
import type { Step } from "./line.js";
import { costText, stepLines } from "./step-lines.js";

/** The way from the baseline to one candidate, step by step. @param steps at least one. */
export function lineScreen(
  steps: readonly Step[],
  { facts, final }: Pick<CurveData, "facts" | "final">,
  style: LineStyle = {},
): string {
  const label = simulationLabel(facts);
  const blocks = steps.flatMap((step, index) => {
    const [head = "", ...more] = stepLines(step, index).map((line) =>
      cut(line, style.width ?? Number.POSITIVE_INFINITY),
    );
    return [paint(head, step, style), ...more];
  });
  return [
    titleOf(steps, final),
    ...(label === null ? [] : [`  ${label}`]),
    "",
    ...blocks,
    "",
    footOf(steps),
  ].join("\n");
}

function titleOf(steps: readonly Step[], final: boolean): string {
  const { name, best } = steps.at(-1)?.candidate ?? {};
  const who = best ? `${name}, the best candidate${final ? "" : " so far"}` : name;
  if (steps.length === 1) return `${who}: everyone descends from it`;
  return `${who}: ${plural(steps.length - 1, "edit")} from the baseline`;
}

function footOf(steps: readonly Step[]): string {
  const total = steps.map(({ cost }) => cost).reduce(addUsage, noUsage);
  return (
    `together ${costText(total)}: of each step the iteration that made it, the evaluation of its parent included\n` +
    "★ best · validation: pass rate [95 % interval over documents], accepted/conclusive x evaluations;\n" +
    "it selects, so the best one's is optimistic"
  );
}

function paint(line: string, { candidate }: Step, { colours = false }: LineStyle): string {
  const { bold, green, dim } = pc.createColors(colours);
  if (candidate.best) return bold(green(line));
  if (candidate.outcome === "rejected") return dim(line);
  return candidate.ancestorOfBest ? green(line) : line;
}
