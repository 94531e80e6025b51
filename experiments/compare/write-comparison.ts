import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toNumber } from "../../inner/referee/fraction.js";
import type { SolverSeat } from "../../inner/tasks/task.js";
import type { Arm } from "./compare.js";
import type { Comparison } from "./comparison.js";
import type { EpisodeItem } from "./measured-items.js";

/**
 * Writes `comparison.json`, all numbers of the screen, and `items-ARM.jsonl`, one kept item to a line: id, task, arm,
 * document, round, accepted, mean scores and scores of both solvers, the example, and the task's review.
 */
export function writeComparison(folder: string, comparison: Comparison, arms: readonly Arm[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "comparison.json"), `${JSON.stringify(comparison, null, 1)}\n`);
  for (const { name, kept } of arms) {
    const lines = kept.map((item) => `${JSON.stringify(itemLine(comparison.task, name, item))}\n`);
    writeFileSync(join(folder, `items-${name}.jsonl`), lines.join(""));
  }
}

function itemLine(task: string, arm: string, item: EpisodeItem) {
  const { example, document, round, accepted, body, review } = item;
  const [weak, strong] = [scores(item, "weak"), scores(item, "strong")];
  return {
    ...{ id: example, task, arm, document, round, accepted, weak: mean(weak), strong: mean(strong) },
    weak_scores: weak,
    strong_scores: strong,
    example: body,
    review,
  };
}

function scores({ attempts }: EpisodeItem, seat: SolverSeat): number[] {
  return attempts.flatMap((one) => (one.seat === seat && one.score !== null ? [toNumber(one.score)] : []));
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
