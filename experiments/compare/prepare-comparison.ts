import { basename, dirname, join } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import { randomStreams } from "../../foundation/random.js";
import { showDocument } from "../../inner/corpus/cut.js";
import { drawSplits } from "../../inner/corpus/split.js";
import { type PreparedExperiment, type PrepareOptions, prepareExperiment } from "../prepare.js";
import { requireUsable, runFolderAt } from "../run-folder.js";

export interface ComparisonSize {
  /** Documents of the comparison; null takes all of the corpus. */
  readonly documents: number | null;
  readonly repeats: number;
}

/**
 * An experiment made ready for a comparison: its documents are all test documents, and its folder is one of its own.
 * @throws UsageError for anything that cannot be used.
 */
export async function prepareComparison(
  file: string,
  options: PrepareOptions,
  { documents, repeats }: ComparisonSize,
): Promise<PreparedExperiment> {
  const prepared = await prepareExperiment(file, options);
  const { corpus, definition, identity } = prepared;
  const available = new Set(corpus.documents.map(({ id }) => id)).size;
  if (documents !== null && documents > available) {
    throw new UsageError(
      `--documents asks for ${documents}, but the corpus has ${available} usable documents.`,
    );
  }
  const size = documents ?? available;
  const random = randomStreams(definition.seed);
  const splits = drawSplits(corpus.documents, { train: 0, validation: 0, test: size }, random.fork("splits"));
  const shown = splits.test.map(
    (document) => [document.id, showDocument(document, definition.corpus.maxCharacters)] as const,
  );
  const folder = options.out === undefined ? compareFolder(prepared.folder.path) : prepared.folder;
  requireUsable(folder);
  const { search: _search, splits: _splits, ...rules } = identity;
  return {
    ...prepared,
    splits,
    shown: new Map(shown),
    folder,
    identity: { ...rules, comparison: { documents: size, repeats } },
  };
}

/** Beside the run of the same experiment. */
function compareFolder(run: string) {
  return runFolderAt(join(dirname(run), `compare-${basename(run)}`));
}
