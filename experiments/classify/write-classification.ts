import { basename } from "node:path";
import { count, plural } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";
import { simulationLabel } from "../report/run-facts.js";
import { writeReports } from "../report-files.js";
import type { Assigned, Classification } from "./classification.js";
import type { PreparedClassification } from "./prepare-classification.js";
import { tallyOf } from "./tally.js";
import { type ChartWords, typesChart } from "./types-chart.js";

/**
 * Writes `types.json` (types and groups with their numbers), `items.jsonl` (every item: id, line, type and group, or
 * why it is unparsed) and `chart.svg`. @throws ReportsNotWritten when the disk refuses.
 */
export function writeClassification(prepared: PreparedClassification, classification: Classification): void {
  const tally = tallyOf(classification);
  const { options, seats } = prepared;
  const types = { ...tally, sample: classification.sample, options, model: seats.analyzer.model };
  writeReports(prepared.folder.reports, "the taxonomy", [
    ["types.json", `${JSON.stringify(types, null, 1)}\n`],
    ["items.jsonl", classification.assigned.map((one) => `${JSON.stringify(itemLine(one))}\n`).join("")],
    ["chart.svg", typesChart(tally, chartWords(prepared, tally.assigned))],
  ]);
}

function itemLine(one: Assigned) {
  const { id, line } = one.item;
  return one.type === null
    ? { id, line, type: null, group: null, unparsed: one.unparsed }
    : { id, line, type: one.type.name, group: one.type.group };
}

function chartWords({ file, items, options, seats }: PreparedClassification, assigned: number): ChartWords {
  const { model } = seats.analyzer;
  return {
    title: `Question types of ${plainLine(basename(file), 60)}`,
    subtitle: `${count(assigned)} of ${plural(items.length, "item")} assigned by ${plainLine(model, 50)} · seed ${options.seed}`,
    warning: simulationLabel({ simulated: isSimulatedName(model) ? "all" : "none" }),
  };
}

/** A model is simulated when its name says so, in process or behind a server. */
export function isSimulatedName(model: string): boolean {
  return model.startsWith("simulated-");
}
