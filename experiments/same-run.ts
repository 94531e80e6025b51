import { UsageError } from "../foundation/errors.js";
import { lastBegun } from "../outer/turns.js";
import { unifiedDiff } from "../population/candidates/diff.js";
import type { HistoryReader } from "../population/history/history.js";
import { changedSettings, type Identity } from "./identity.js";
import type { PreparedExperiment } from "./prepare.js";

/**
 * Checks that a history holds this experiment, with these documents and this baseline; an empty one does.
 * @throws UsageError naming what differs.
 */
export function requireSameRun(prepared: PreparedExperiment, history: HistoryReader): void {
  const stored = history.run.get("experiment.identity");
  if (stored === undefined) return;
  const changed = changedSettings(JSON.parse(stored) as Identity, prepared.identity);
  if (changed.length > 0) {
    throw new UsageError(
      `${prepared.folder.path} holds a run with other settings (${changed.join(", ")}); ${whatNow(history)}`,
    );
  }
  if (history.run.get("experiment.baseline") !== baselineText(prepared)) {
    throw new UsageError(
      `${prepared.folder.path} was started from another baseline harness than ${prepared.definition.harness} now is; ` +
        "undo the change, or start a new run with --out FOLDER.",
    );
  }
  const { iterations } = prepared.definition.search;
  const begun = lastBegun(history.decisions.all());
  if (begun > iterations) {
    throw new UsageError(
      `${prepared.folder.path} has begun iteration ${begun} and is asked for ${iterations} (search.iterations); ` +
        `ask for at least ${begun}, or start a new run with --out FOLDER.`,
    );
  }
  const drawn = new Set(
    history.documents.all().flatMap(({ document, split }) => (split ? [document.id] : [])),
  );
  const missing = [...drawn].filter((id) => !prepared.shown.has(id)).length;
  if (missing > 0) {
    throw new UsageError(
      `${prepared.folder.path} was started on other documents (${missing} of its ${drawn.size} are not drawn from ` +
        `${prepared.definition.corpus.path} now); give the same corpus, or start a new run with --out FOLDER.`,
    );
  }
}

function whatNow(history: HistoryReader): string {
  if (history.totals.usage().total.calls === 0) {
    return "nothing was asked in it yet, so remove the folder and run again.";
  }
  return history.candidates.all().length === 0
    ? "it holds the calls of a trial or an estimate and no run yet: remove the folder, or give another with --out FOLDER."
    : "undo the change, or start a new run with --out FOLDER.";
}

/** The baseline's files as one text: a diff against nothing. */
export function baselineText(prepared: PreparedExperiment): string {
  return unifiedDiff(new Map(), prepared.baseline);
}
