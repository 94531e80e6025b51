import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import { type Arm, armsOf, axesOf, matrixOf } from "../definition/matrix.js";
import { parseYaml } from "../definition/yaml-source.js";
import { type RunFolder, runFolderAt } from "../run-folder.js";

/** Where everything of a family of runs lies: its definition, its reports, and a run folder for each member. */
export interface FamilyFolder {
  readonly path: string;
  /** The complete definition with its matrix; `run` takes it as it takes an experiment file. */
  readonly definition: string;
  readonly reports: string;
}

const definitionName = "family.yaml";

export function familyFolderAt(path: string): FamilyFolder {
  return { path, definition: join(path, definitionName), reports: join(path, "reports") };
}

/** Whether a path leads to the folder of a family. */
export function isFamilyFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory() && existsSync(familyFolderAt(path).definition);
}

/** Whether this is the folder of a family, or an experiment file that defines one. What cannot be read is neither. */
export function isFamily(path: string): boolean {
  if (isFamilyFolder(path)) return true;
  try {
    return matrixOf(parseYaml(readFileSync(path, "utf8"), path).value) !== undefined;
  } catch {
    return false;
  }
}

export interface StoredMember {
  readonly arm: Arm;
  /** The folder of its run, which may not have been begun. */
  readonly folder: RunFolder;
}

/** The members of the family in a folder, in the order in which they run. @throws UsageError when it is damaged. */
export function storedMembers(folder: FamilyFolder): StoredMember[] {
  const { value, lineOf } = parseYaml(readFileSync(folder.definition, "utf8"), folder.definition);
  const axes = axesOf(matrixOf(value), (at) => `${folder.definition}:${lineOf(at)}`);
  return armsOf(axes).map((arm) => ({ arm, folder: memberFolder(folder, arm) }));
}

export function memberFolder({ path }: FamilyFolder, { name }: Pick<Arm, "name">): RunFolder {
  return runFolderAt(join(path, name));
}

/**
 * Checks that a family can be kept there, beside what is there already.
 * @throws UsageError when a run, other files, or members of another matrix lie there.
 */
export function requireFamilyPlace(folder: FamilyFolder, arms: readonly Arm[]): void {
  if (!existsSync(folder.path)) return;
  if (!isFamilyFolder(folder.path)) {
    throw new UsageError(
      `${folder.path} is there already and holds no family of runs; give another folder with --out.`,
    );
  }
  const names = new Set(arms.map(({ name }) => name));
  const others = storedMembers(folder).filter(({ arm }) => !names.has(arm.name));
  if (others.length === 0) return;
  throw new UsageError(
    `${folder.path} holds members that this matrix does not have (${others.map(({ arm }) => arm.name).join(", ")}); ` +
      "a matrix may grow, not shrink: give another folder with --out.",
  );
}
