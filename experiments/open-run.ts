import type { Clock } from "../foundation/clock.js";
import { canonicalJson } from "../foundation/digest.js";
import type { DiskProbe } from "../foundation/network-file-system.js";
import { type Split, splits as splitNames } from "../inner/corpus/document.js";
import type { DocumentEntry, History, HistoryReader } from "../population/history/history.js";
import { openHistory } from "../population/history/open.js";
import type { PreparedExperiment } from "./prepare.js";
import { recordDefinition } from "./run-definitions.js";
import { createFolder, requireLocalDisk } from "./run-folder.js";
import { baselineText, requireSameRun } from "./same-run.js";

/**
 * Opens the history of a prepared experiment: makes the run folder on first use, else checks that it holds this
 * experiment with these documents and this baseline.
 * @throws UsageError naming what differs, who writes the run already, or why the folder cannot be used.
 */
export async function openRun(
  prepared: PreparedExperiment,
  clock: Clock,
  probe?: DiskProbe,
): Promise<History & HistoryReader> {
  requireLocalDisk(prepared.folder, probe);
  createFolder(prepared.folder);
  const history = openHistory(prepared.folder.history, clock);
  try {
    requireSameRun(prepared, history);
    await recordStart(prepared, history);
    return history;
  } catch (error) {
    await history.close();
    throw error;
  }
}

/** Issued together, so that they are committed together. */
async function recordStart(prepared: PreparedExperiment, history: History & HistoryReader): Promise<void> {
  const fresh = history.documents.all().length === 0;
  const texts = prepared.corpus.documents
    .filter(({ contentHash }) => history.documents.text(contentHash) === undefined)
    .map(({ text }) => text);
  await Promise.all([
    history.run.put("experiment.identity", canonicalJson(prepared.identity)),
    history.run.put("experiment.acceptance", prepared.choice.acceptanceName),
    history.run.put("experiment.baseline", baselineText(prepared)),
    recordDefinition(history, prepared.frozen),
    history.documents.append(fresh ? documentEntries(prepared) : [], texts),
  ]);
}

function documentEntries({ corpus, splits, shown }: PreparedExperiment): DocumentEntry[] {
  const places = new Map<string, { split: Split; position: number }>();
  for (const split of splitNames) {
    for (const [position, document] of splits[split].entries()) places.set(document.id, { split, position });
  }
  return corpus.documents.map(({ text, ...document }) => {
    const place = places.get(document.id);
    return {
      document,
      split: place?.split ?? null,
      position: place?.position ?? 0,
      shownCharacters: shown.get(document.id)?.shownCharacters ?? 0,
      totalCharacters: text.length,
    };
  });
}
