import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import { experimentText } from "./experiment-text.js";
import type { ProviderName } from "./providers.js";

export interface WriteRequest {
  /** The file to write. */
  readonly file: string;
  readonly provider: ProviderName;
  readonly task: string;
  /** Folder of documents, relative to the working folder; null for one beside the file. */
  readonly corpus: string | null;
  readonly projectFolder: string;
  readonly overwrite: boolean;
}

/** Writes an experiment file. @throws UsageError when it is there already, or cannot be written. */
export function writeExperiment(request: WriteRequest): void {
  const { file, provider, task, corpus, projectFolder, overwrite } = request;
  if (existsSync(file) && !overwrite) {
    throw new UsageError(`${file} is there already: name another file, or overwrite it with --force`);
  }
  const folder = dirname(resolve(file));
  const fromFile = (path: string) => relative(folder, resolve(path)).replaceAll("\\", "/") || ".";
  const name = basename(file)
    .replace(/\.ya?ml$/i, "")
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "");
  const schema = fromFile(join(projectFolder, "experiments", "experiment.schema.json"));
  const text = experimentText({
    ...{ provider, task },
    name: name.slice(0, 64) || "experiment",
    corpus: corpus === null ? "documents" : fromFile(corpus),
    schema: schema.startsWith(".") ? schema : `./${schema}`,
  });
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(
      `${file} cannot be written (${error instanceof Error ? error.message : error}): name another file`,
    );
  }
}
