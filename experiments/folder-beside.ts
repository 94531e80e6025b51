import { basename, dirname, join } from "node:path";
import { canonicalJson, sha256 } from "../foundation/digest.js";
import type { Identity } from "./identity.js";
import { type RunFolder, runFolderAt } from "./run-folder.js";

/**
 * The folder of a single step beside the run of the same experiment, such as `runs/try-offline-7-5d43de`. Its settings
 * are in its name, so that a changed one never stands in the way of the next step.
 */
export function folderBeside({ path }: Pick<RunFolder, "path">, step: string, identity: Identity): RunFolder {
  const settings = sha256(canonicalJson(identity)).slice(0, 6);
  return runFolderAt(join(dirname(path), `${step}-${basename(path)}-${settings}`));
}
