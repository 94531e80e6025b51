import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { changedFiles } from "../../population/candidates/diff.js";

/** What an experiment lets the implementer change: the prompts alone (paper), or prompts and workflow code. */
export type Edits = "prompts" | "all";

/** Files that every harness must have: the host runs the one and sends the other. */
const required = ["workflow.ts", "prompts/quality-verifier.md"] as const;

const promptPath = /^prompts\/[A-Za-z0-9_-]{1,80}\.md$/;
/** Folders without dots, so that no path is both a file and a folder, nor climbs out. */
const modulePath = /^(?:[A-Za-z0-9_-]{1,80}\/){0,4}[A-Za-z0-9_-][A-Za-z0-9_.-]{0,79}\.ts$/;

/** True for the paths a harness may consist of: prompts/<name>.md and .ts modules, relative and inside. */
export function isHarnessPath(path: string): boolean {
  if (promptPath.test(path)) return true;
  return modulePath.test(path) && !/\.d\.ts$|\.\.|(?:^|\/)node_modules\//.test(path);
}

/** Findings on where the mutant has files and which of the parent's it changed. */
export function pathFindings(parent: HarnessFiles, mutant: HarnessFiles, edits: Edits): string[] {
  const outside = [...mutant.keys()].filter((path) => !isHarnessPath(path));
  if (outside.length > 0) {
    return [
      `edits outside the harness (${outside.map(shown).join(", ")}): only workflow.ts, further .ts modules and prompts/<name>.md may be written`,
    ];
  }
  const missing = required.filter((path) => !mutant.has(path));
  if (missing.length > 0) return missing.map((path) => `${path} is missing: the host needs it`);
  const codeChanges =
    edits === "all" ? [] : changedFiles(parent, mutant).filter((path) => !promptPath.test(path));
  if (codeChanges.length > 0) {
    return [
      `edits outside the prompts (${codeChanges.map(shown).join(", ")}): only prompts/<name>.md may be changed`,
    ];
  }
  return sameButForCase([...mutant.keys()]);
}

function sameButForCase(paths: readonly string[]): string[] {
  const seen = new Map<string, string>();
  const findings: string[] = [];
  for (const path of paths) {
    const twin = seen.get(path.toLowerCase());
    if (twin !== undefined) findings.push(`${twin} and ${path} differ only in case: rename one`);
    seen.set(path.toLowerCase(), path);
  }
  return findings;
}

function shown(path: string): string {
  return JSON.stringify(path.slice(0, 120)).slice(1, -1);
}
