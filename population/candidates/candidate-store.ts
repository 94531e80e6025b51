import type { CommitHash, TreeHash } from "../../foundation/ids.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { CandidateEntry } from "../history/history.js";

/** A person who admitted a candidate by hand, and where in the run. */
export interface Admitter {
  /** `Ada Lovelace`, or `Ada Lovelace <ada@example.org>`. */
  readonly author: string;
  /** From 1, within the run. */
  readonly number: number;
  /** How many iterations were decided before. */
  readonly after: number;
}

export interface NewCandidate {
  readonly files: HarnessFiles;
  /** Null for the baseline. */
  readonly parent: CommitHash | null;
  /** Of a mutant that merges two lineages, the second one. */
  readonly otherParent?: CommitHash;
  readonly iteration: number;
  /**
   * Decides the ref: refs/heads/baseline, refs/heads/members/<iteration>, refs/heads/rejected/<iteration>,
   * refs/heads/ablated/<number>.
   */
  readonly standing: CandidateEntry["standing"];
  /** Of a candidate that a person admitted; its ref ends in `by-hand-<number>`. */
  readonly admitter?: Admitter;
  /** First line of the commit message. */
  readonly summary: string;
  /** Further paragraphs; may be empty. */
  readonly description: string;
  /** Git trailers, such as ["Iteration", "17"], ["Validation-Score", "4/12"]. */
  readonly trailers: readonly (readonly [string, string])[];
}

/**
 * The population's bare git repository. Commits are functions of their content: author, committer and dates are
 * fixed (one minute per iteration from a fixed start; the author of an admission is its person), so the same run gives the same hashes, and writing a
 * candidate twice is harmless.
 */
export interface CandidateStore {
  /** The git tree hash that these files would have; pure. */
  treeOf(files: HarnessFiles): TreeHash;
  /**
   * Commits a candidate under its ref. Resolves when the objects and the ref are on disk.
   * @throws UsageError when the ref already names another candidate, CandidateStoreFailed when the disk refuses.
   */
  commit(candidate: NewCandidate): Promise<{ readonly tree: TreeHash; readonly commit: CommitHash }>;
  /** The files of a commit. @throws CandidateStoreFailed when it is not in the repository. */
  read(commit: CommitHash): Promise<HarnessFiles>;
  /** Points the tag `name` (best, history-digest) at a commit, with a message. */
  tag(name: string, commit: CommitHash, message: string): Promise<void>;
  close(): Promise<void>;
}
