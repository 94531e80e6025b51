import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { stringify } from "yaml";
import { UsageError } from "../../foundation/errors.js";
import { type Definition, resolved } from "./definition.js";
import { type BaseFolders, findFolder, type Wanted } from "./folders.js";
import type { Arm } from "./matrix.js";
import type { Overrides } from "./overrides.js";
import { type ParsedDefinition, parseDefinition, usageError } from "./parse-definition.js";
import type { Problem } from "./problems.js";

export interface LoadedDefinition extends Pick<ParsedDefinition, "definition" | "where"> {
  /** The complete definition as YAML, defaults and found folders included; parseDefinition reads it back. */
  readonly frozen: string;
}

export interface LoadOptions {
  /** Folder that holds the project's package.json. */
  readonly projectFolder: string;
  /** Folder that paths on the command line are relative to. */
  readonly workingFolder: string;
  readonly overrides?: Overrides;
  /** Which member is meant, where the file defines a family. */
  readonly arm?: Arm;
}

/**
 * Loads an experiment from its YAML file and finds its corpus and harness folders.
 * @throws UsageError with one line per problem.
 */
export async function loadDefinition(file: string, options: LoadOptions): Promise<LoadedDefinition> {
  const { projectFolder, workingFolder } = options;
  const path = resolve(workingFolder, file);
  const text = await readText(path, file);
  const parsed = parseDefinition(text, file, absoluteOverrides(options), options.arm);
  const bases = { file: dirname(path), project: projectFolder };
  const written = await withFolders(parsed, bases);
  return { definition: resolved(written), where: parsed.where, frozen: stringify(written) };
}

/** The run folder: `out` when given, else one named after experiment and seed. Absolute. */
export function runFolderOf(definition: Definition, workingFolder: string, out?: string): string {
  const { runsDir, name, seed } = definition;
  return resolve(workingFolder, out ?? join(runsDir, `${name}-${seed}`));
}

/** The text of an experiment file. `file` is the name to show. @throws UsageError when it cannot be read. */
export async function readText(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    throw new UsageError(`experiment file ${file} cannot be read; the project's own are in experiments/`);
  }
}

/** Paths of the command line are relative to where it was typed. */
export function absoluteOverrides({
  overrides = {},
  workingFolder,
}: Pick<LoadOptions, "overrides" | "workingFolder">): Overrides {
  const absolute = (path: string | undefined) =>
    path === undefined ? undefined : resolve(workingFolder, path);
  const [corpus, harness, prices] = [overrides.corpus, overrides.harness, overrides.prices].map(absolute);
  return { ...overrides, corpus, harness, prices };
}

async function withFolders({ written, where }: ParsedDefinition, bases: BaseFolders) {
  const problems: Problem[] = [];
  async function find(path: readonly string[], name: string, wanted: Wanted = "folder"): Promise<string> {
    const found = await findFolder(name, bases, wanted);
    if ("path" in found) return found.path;
    const places = found.lookedAt.join(" and ");
    const hint = wanted === "documents" ? "; name the folder of your documents with --corpus" : "";
    problems.push({
      path,
      sentence: `${path.join(".")} names ${name}, which is not a ${wanted === "file" ? "file" : "folder"} (looked for ${places})${hint}`,
    });
    return name;
  }
  const harness = await find(["harness"], written.harness);
  const corpus = {
    ...written.corpus,
    path: await find(["corpus", "path"], written.corpus.path, "documents"),
  };
  const prices = written.prices === null ? null : await find(["prices"], written.prices, "file");
  if (problems.length > 0) throw usageError(problems, where);
  return { ...written, harness, corpus, prices };
}
