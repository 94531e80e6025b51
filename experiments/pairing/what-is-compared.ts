import { existsSync, statSync } from "node:fs";
import { UsageError } from "../../foundation/errors.js";
import { type HarnessReference, parseHarnessReference } from "../harness-reference.js";
import { runFolderAt } from "../run-folder.js";

/** A candidate by its name in a run, both as they were typed. */
export interface CandidateReference extends HarnessReference {
  readonly candidate: string;
}

/** What the words behind `compare` mean. */
export type Compared =
  | { readonly kind: "methods"; readonly experiment: string }
  /** At least two; each is compared with the first. */
  | { readonly kind: "candidates"; readonly references: readonly CandidateReference[] };

/**
 * One experiment file means its harness beside the usual methods; a run, its best against its baseline; several runs,
 * their best; a run and names, candidates of that run; `RUN:NAME` is a candidate wherever it stands.
 * @throws UsageError for words that mean none of these.
 */
export function whatIsCompared(words: readonly string[]): Compared {
  const [first = "", ...others] = words;
  if (others.length === 0 && !isRun(first)) {
    if (/\.ya?ml$/.test(first) || parseHarnessReference(first).candidate === null) {
      return { kind: "methods", experiment: first };
    }
    throw new UsageError(
      `${first} alone is one candidate: name another one, such as \`compare ${first.slice(0, first.lastIndexOf(":"))}:baseline ${first}\``,
    );
  }
  const references = referencesIn(first, others);
  return { kind: "candidates", references };
}

function referencesIn(first: string, others: readonly string[]): CandidateReference[] {
  if (others.length === 0) return ["baseline", "best"].map((candidate) => ({ path: first, candidate }));
  const names = others.filter((word) => !isRun(word) && parseHarnessReference(word).candidate === null);
  if (names.length === 0) return [first, ...others].map(namedInFull);
  requireNames(names);
  if (!isRun(first) || others.some(isRun)) {
    throw new UsageError(
      `${names[0]} stands for no run: write RUN:${names[0]}, or \`compare RUN ${names.join(" ")}\` for candidates of one run`,
    );
  }
  if (others.length === 1) {
    throw new UsageError(
      `${names[0]} is one candidate of ${first}: name another one, such as \`compare ${first} baseline ${names[0]}\``,
    );
  }
  return others.map((word) => (names.includes(word) ? { path: first, candidate: word } : namedInFull(word)));
}

/** @throws UsageError for words that look like files, which are no candidates' names. */
function requireNames(names: readonly string[]): void {
  const path = names.find((name) => /[/\\.]/.test(name));
  if (path === undefined) return;
  if (/\.ya?ml$/.test(path)) {
    throw new UsageError(
      `${path} is an experiment: it is compared with the usual methods by itself, \`compare ${path}\``,
    );
  }
  if (existsSync(`${path}/workflow.ts`)) {
    throw new UsageError(
      `${path} is a harness that no run has measured: \`autodata-lab evaluate ${path}\` measures it against a candidate`,
    );
  }
  throw new UsageError(`${path} is no run (it has no history.sqlite): name runs, or candidates as RUN:NAME`);
}

function namedInFull(word: string): CandidateReference {
  const read = parseHarnessReference(word);
  return isRun(word) ? { path: word, candidate: "best" } : { ...read, candidate: read.candidate ?? "best" };
}

function isRun(path: string): boolean {
  if (/\.ya?ml$/.test(path)) return false;
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true || existsSync(runFolderAt(path).history);
}
