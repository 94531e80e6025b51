import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { UsageError } from "../../foundation/errors.js";
import type { CheckedDocument, CorpusCheck } from "./check-corpus.js";

const schemaName = "autodata-lab/corpus/1";

const manifestSchema = z.object({
  schema: z.literal(schemaName),
  documents: z.array(z.looseObject({ source: z.string(), sha256: z.string() })),
});

/** How a corpus differs from an earlier manifest of it, by source. */
export interface CorpusChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly gone: readonly string[];
}

/**
 * Writes what is in a corpus, with hashes.
 * @throws UsageError when the file cannot be written, or is one that this program did not write.
 */
export function writeManifest(path: string, { documents, nearDuplicates }: CorpusCheck): void {
  if (existsSync(path) && !isManifest(path)) {
    throw new UsageError(`${path} is there already and was not written by this command: name another file`);
  }
  const twins = new Map(nearDuplicates.map(({ first, second }) => [second, first]));
  const rows = documents.map((one: CheckedDocument) => ({
    ...one,
    near_duplicate_of: twins.get(one.source) ?? null,
  }));
  try {
    writeFileSync(path, `${JSON.stringify({ schema: schemaName, documents: rows }, null, 1)}\n`);
  } catch (error) {
    throw new UsageError(
      `${path} cannot be written (${error instanceof Error ? error.message : error}): name another file`,
    );
  }
}

/** @throws UsageError when the file is no manifest that this program wrote. */
export function changesSince(path: string, { documents }: CorpusCheck): CorpusChanges {
  const earlier = new Map(readManifest(path).documents.map(({ source, sha256 }) => [source, sha256]));
  const now = new Map(documents.map(({ source, sha256 }) => [source, sha256]));
  return {
    added: [...now.keys()].filter((source) => !earlier.has(source)),
    changed: [...now]
      .filter(([source, hash]) => earlier.has(source) && earlier.get(source) !== hash)
      .map(([source]) => source),
    gone: [...earlier.keys()].filter((source) => !now.has(source)),
  };
}

function isManifest(path: string): boolean {
  try {
    readManifest(path);
    return true;
  } catch {
    return false;
  }
}

function readManifest(path: string): z.infer<typeof manifestSchema> {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    throw new UsageError(
      `${path} is no manifest that \`corpus check --write-manifest\` wrote: name one, or write one`,
    );
  }
}
