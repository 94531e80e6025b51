import type { Clock } from "../../foundation/clock.js";
import { canonicalJson } from "../../foundation/digest.js";
import type { DocumentId } from "../../foundation/ids.js";
import { unifiedDiff } from "../../population/candidates/diff.js";
import type { DocumentEntry, History, HistoryReader } from "../../population/history/history.js";
import { openHistory } from "../../population/history/open.js";
import { recordDefinition } from "../run-definitions.js";
import { createFolder, requireLocalDisk } from "../run-folder.js";
import { requireSameKind } from "../same-kind.js";
import type { PreparedGeneration } from "./prepare-generation.js";

export interface OpenGeneration {
  readonly history: History & HistoryReader;
  /** The number of every document, from which the tickets of its episodes are made; it never changes. */
  readonly positions: ReadonlyMap<DocumentId, number>;
}

/**
 * Opens the history of a generation, new or begun: documents that were not there when it was begun come after those
 * that were.
 * @throws UsageError when the history holds something else, or somebody writes it already.
 */
export async function openGeneration(prepared: PreparedGeneration, clock: Clock): Promise<OpenGeneration> {
  const { files, identity, origin, harness } = prepared;
  requireLocalDisk(files.folder);
  createFolder({ ...files.folder, reports: files.folder.path });
  const history = openHistory(files.folder.history, clock);
  try {
    requireSameKind(history, identity, {
      ...{ kind: "generation", path: files.folder.path, asTyped },
      another: "examples that were made with another harness or other settings",
      advice: "give another file with --out",
    });
    const { entries, positions } = numbered(prepared, history);
    await Promise.all([
      history.run.put("experiment.identity", canonicalJson(identity)),
      history.run.put("experiment.acceptance", origin.experiment.acceptance),
      history.run.put("generation.harness", unifiedDiff(new Map(), harness)),
      recordDefinition(history, prepared.frozen),
      history.documents.append(entries),
    ]);
    return { history, positions };
  } catch (error) {
    await history.close();
    throw error;
  }
}

/** The number of every document, and the entries of those that are new. */
function numbered({ catalogue }: PreparedGeneration, history: HistoryReader) {
  const positions = new Map(history.documents.all().map(({ document, position }) => [document.id, position]));
  const entries: DocumentEntry[] = [];
  for (const { shownCharacters, totalCharacters, ...document } of catalogue.documents) {
    if (positions.has(document.id)) continue;
    const position = positions.size;
    positions.set(document.id, position);
    entries.push({ document, split: "test", position, shownCharacters, totalCharacters });
  }
  return { entries, positions };
}

function asTyped(setting: string): string {
  return setting === "generation.harness" ? "--harness" : setting;
}
