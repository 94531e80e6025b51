import { UsageError } from "../foundation/errors.js";
import { refereeOf } from "../inner/referee/rules.js";
import { ruleName } from "../inner/tasks/task-kind.js";
import type { DocumentEntry, HistoryReader } from "../population/history/history.js";
import { openHistoryForReading } from "../population/history/open.js";
import type { Definition } from "./definition/definition.js";
import { parseDefinition } from "./definition/parse-definition.js";
import { requireSearch } from "./identity.js";
import { type CurveData, curveData } from "./report/curve-data.js";
import { documentsPerSplit, type RunFacts } from "./report/run-facts.js";
import { definitionsOf } from "./run-definitions.js";
import { digestOfEnd, runEnd } from "./run-end.js";
import { existingRun } from "./run-folder.js";

/** What the history of a run says of the run, for every report. */
export interface RunView {
  readonly definition: Definition;
  readonly facts: RunFacts;
  readonly curve: CurveData;
  /** History digest of the finished search; null while it goes on. */
  readonly digest: string | null;
}

/** Opens the history of a run folder, or a history file, for reading. @throws UsageError when there is none. */
export function readRun(path: string): HistoryReader {
  return openHistoryForReading(existingRun(path).history);
}

/** @throws UsageError when the run was killed before it had written down what it is, or is a comparison. */
export function viewOf(history: HistoryReader): RunView {
  requireSearch(history.run.get("experiment.identity"));
  const frozen = definitionsOf(history).at(-1);
  if (frozen === undefined) throw new UsageError("this run was stopped before it began: start it again");
  const { definition } = parseDefinition(frozen, "definition");
  const facts = factsOf(definition, history, history.documents.all());
  const end = runEnd(history, definition.search);
  return {
    definition,
    facts,
    curve: curveData(history.decisions.all(), history.totals.observations(), history.candidates.all(), facts),
    digest: end === null ? null : (history.run.get(digestOfEnd(end)) ?? null),
  };
}

function factsOf(definition: Definition, history: HistoryReader, documents: DocumentEntry[]): RunFacts {
  return {
    name: definition.name,
    seed: definition.seed,
    acceptance: ruleName(
      history.run.get("experiment.acceptance") ?? "unknown",
      refereeOf(definition.referee),
    ),
    simulated: simulatedShare(history),
    plannedIterations: runEnd(history, definition.search) ?? definition.search.iterations,
    finalRules: definition.search.finalPresets.map((preset) =>
      ruleName(preset, refereeOf(definition.referee)),
    ),
    published: definition.published,
    documents: documentsPerSplit(documents),
  };
}

/** A model is simulated when its name says so, in process or behind a server. */
function simulatedShare(history: HistoryReader): RunFacts["simulated"] {
  const identity = JSON.parse(history.run.get("experiment.identity") ?? "{}") as {
    models?: Record<string, { model: string }>;
  };
  const names = Object.values(identity.models ?? {}).map(({ model }) => model);
  const simulated = names.filter((name) => name.startsWith("simulated-")).length;
  if (simulated === 0) return "none";
  return simulated === names.length ? "all" : "some";
}
