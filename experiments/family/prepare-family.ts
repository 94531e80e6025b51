import { basename, join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { UsageError } from "../../foundation/errors.js";
import { loadFolder } from "../../inner/corpus/load-folder.js";
import { readText } from "../definition/load-definition.js";
import { type Arm, type Axis, armsOf, axesOf, matrixOf } from "../definition/matrix.js";
import { givenFlags, type Overrides } from "../definition/overrides.js";
import { parseYaml } from "../definition/yaml-source.js";
import { corpusSuffix, type PreparedExperiment, type PrepareOptions, prepareExperiment } from "../prepare.js";
import {
  type FamilyFolder,
  familyFolderAt,
  isFamilyFolder,
  memberFolder,
  requireFamilyPlace,
} from "./family-folder.js";

export interface PreparedMember {
  readonly arm: Arm;
  readonly prepared: PreparedExperiment;
}

/** A family of experiments that was read and checked, every member of it; nothing is written and nothing asked yet. */
export interface PreparedFamily {
  readonly name: string;
  readonly folder: FamilyFolder;
  /** The whole definition with its matrix as YAML, to be kept with the family. */
  readonly frozen: string;
  /** In the order in which they run. */
  readonly members: readonly PreparedMember[];
}

/**
 * Reads and checks a family: an experiment file with a matrix, or the folder of a family.
 * @throws UsageError that lists, once each, the problems of all members.
 */
export async function prepareFamily(given: string, options: PrepareOptions): Promise<PreparedFamily> {
  const within = isFamilyFolder(resolve(options.workingFolder, given));
  const file = within ? join(given, basename(familyFolderAt(given).definition)) : given;
  const source = parseYaml(await readText(resolve(options.workingFolder, file), file), file);
  const axes = axesOf(matrixOf(source.value), (at) => `${file}:${source.lineOf(at)}`);
  requireFreeFlags(options.overrides ?? {}, axes);
  const arms = armsOf(axes);
  const { name = "", runs_dir: runsDir = "runs" } = source.value as { name?: string; runs_dir?: string };
  const named = options.out ?? (within ? given : undefined);
  const place = resolve(options.workingFolder, named ?? join(String(runsDir), String(name)));
  const folder = familyFolderAt(place + corpusSuffix({ ...options, out: named }));
  const members = await preparedMembers(file, arms, folder, options);
  requireFamilyPlace(folder, arms);
  const harnessNamed = options.overrides?.harness !== undefined || hasHarness(source.value);
  return { name: String(name), folder, frozen: frozenFamily(members, axes, harnessNamed), members };
}

/** @throws UsageError for a flag that would give every member one value of what the matrix varies. */
function requireFreeFlags(overrides: Overrides, axes: readonly Axis[]): void {
  for (const { flag, path } of givenFlags(overrides)) {
    const varied = axes.find((axis) =>
      axis.path.slice(0, path.length).every((key, index) => key === path[index]),
    );
    if (varied === undefined) continue;
    throw new UsageError(
      `${flag} cannot be given for this family: its matrix varies ${varied.path.join(".")}; change the matrix, or leave it out.`,
    );
  }
}

async function preparedMembers(
  file: string,
  arms: readonly Arm[],
  folder: FamilyFolder,
  options: PrepareOptions,
): Promise<PreparedMember[]> {
  const readCorpus = readingOnce();
  const members: PreparedMember[] = [];
  const problems = new Map<string, string[]>();
  for (const arm of arms) {
    const out = memberFolder(folder, arm).path;
    try {
      members.push({ arm, prepared: await prepareExperiment(file, { ...options, arm, out, readCorpus }) });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.set(error.message, [...(problems.get(error.message) ?? []), arm.name]);
    }
  }
  if (problems.size === 0) return members;
  const sentences = [...problems].map(([message, [first, ...others]]) =>
    arms.length === others.length + 1
      ? message
      : `${message} (in member ${first}${others.length === 0 ? "" : ` and ${others.length} more`})`,
  );
  throw new UsageError(sentences.join("\n"));
}

/** Members that name the same documents read them once. */
function readingOnce(): typeof loadFolder {
  const read = new Map<string, ReturnType<typeof loadFolder>>();
  return (folder, options) => {
    const key = JSON.stringify([folder, options]);
    const reading = read.get(key) ?? loadFolder(folder, options);
    read.set(key, reading);
    return reading;
  };
}

function hasHarness(value: unknown): boolean {
  return (value as { harness?: unknown }).harness != null;
}

/** The first member's complete definition under the matrix, in which every folder has been found. */
function frozenFamily(
  members: readonly PreparedMember[],
  axes: readonly Axis[],
  harnessNamed: boolean,
): string {
  const complete = members.map(({ arm, prepared }) => ({
    arm,
    definition: parse(prepared.frozen) as unknown,
  }));
  const matrix = axes.map(({ path, values }) => {
    const name = path.join(".");
    const found = values.map((value) => {
      const member = complete.find(({ arm }) =>
        arm.settings.some((one) => one.path.join(".") === name && one.value === value),
      );
      const definition = path.reduce<unknown>((inner, key) => memberOf(inner, key), member?.definition);
      return sameKeys(definition, value);
    });
    return [name, found];
  });
  const harness = harnessNamed ? {} : { harness: null };
  return stringify({
    ...(complete[0]?.definition as object),
    ...harness,
    matrix: Object.fromEntries(matrix),
  });
}

/** What a complete definition holds for the keys that a value of the matrix names. */
function sameKeys(complete: unknown, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return complete ?? value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, sameKeys(memberOf(complete, key), inner)]),
  );
}

function memberOf(value: unknown, key: string): unknown {
  return Object.entries(value ?? {}).find(([name]) => name === key)?.[1];
}
