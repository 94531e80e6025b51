import { asCommitHash, asTreeHash } from "../../../foundation/ids.js";
import type { Connection } from "../connection.js";
import type { CandidateEntry, CandidateLog } from "../history.js";
import type { Ledger } from "../ledger.js";
import type { RowOf } from "../row.js";

/** One candidate per iteration: the iteration names its ref in git, too. */
export const candidateShape = {
  name: "candidate",
  columns: ["iteration", "tree", "commit_hash", "parent", "standing", "diff", "summary"],
  key: ["iteration"],
} as const;

interface CandidateRow {
  readonly iteration: number;
  readonly tree: string;
  readonly commit_hash: string;
  readonly parent: string | null;
  readonly standing: CandidateEntry["standing"];
  readonly diff: string;
  readonly summary: string;
}

export function candidateReader(connection: Connection): Pick<CandidateLog, "all"> {
  const select = connection.prepare<[], CandidateRow>("SELECT * FROM candidate ORDER BY iteration");
  return { all: () => select.all().map(entryOf) };
}

export function candidateLog(connection: Connection, ledger: Ledger): CandidateLog {
  const candidates = ledger.table(candidateShape);
  return {
    ...candidateReader(connection),
    append: (entry) => ledger.append(() => void candidates(rowOf(entry))),
  };
}

function rowOf({ commit, ...entry }: CandidateEntry) {
  return { ...entry, commit_hash: commit } satisfies RowOf<typeof candidateShape>;
}

function entryOf(row: CandidateRow): CandidateEntry {
  return {
    tree: asTreeHash(row.tree),
    commit: asCommitHash(row.commit_hash),
    parent: row.parent === null ? null : asCommitHash(row.parent),
    iteration: row.iteration,
    standing: row.standing,
    diff: row.diff,
    summary: row.summary,
  };
}
