import type { CommitHash, TreeHash } from "../foundation/ids.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { Admitter, NewCandidate } from "../population/candidates/candidate-store.js";
import { unifiedDiff } from "../population/candidates/diff.js";
import type { CandidateEntry } from "../population/history/history.js";
import type { DecisionBody, Rate } from "./decisions.js";

/** The baseline as it is committed. */
export function baselineCandidate(files: HarnessFiles): NewCandidate {
  return {
    files,
    parent: null,
    iteration: 0,
    standing: "baseline",
    summary: "Baseline harness",
    description: "",
    trailers: [["Iteration", "0"]],
  };
}

/** What a mutant's commit is made of; the history holds all of it. */
export interface MutantRecord {
  readonly files: HarnessFiles;
  readonly parent: CommitHash;
  /** The second one, where two lineages were merged. */
  readonly otherParent?: CommitHash | undefined;
  readonly iteration: number;
  /** Of the edit; may be empty. */
  readonly summary: string;
  readonly rationale: string;
  /** Accepted or rejected; nothing else is committed. */
  readonly accept: DecisionBody<"accept">;
  /** Who edited it, where a person did. */
  readonly admitter?: Admitter | undefined;
}

/** A measured mutant as it is committed: a member when it was accepted. */
export function mutantCandidate(mutant: MutantRecord): NewCandidate {
  const { files, parent, otherParent, iteration, summary, rationale, accept, admitter } = mutant;
  const accepted = accept.verdict === "accept";
  return {
    files,
    parent,
    ...(otherParent !== undefined && { otherParent }),
    iteration,
    standing: accepted ? "member" : "rejected",
    ...(admitter !== undefined && { admitter }),
    summary: summary === "" ? `Edit of iteration ${iteration}` : summary,
    description: rationale,
    trailers: [
      ...placeTrailers(iteration, admitter),
      ...(otherParent === undefined ? [] : [["Merge-Of", `${parent} ${otherParent}`] as const]),
      ["Outcome", accepted ? "accepted" : "rejected"],
      ["Validation-Score", rateText(accept.mutant)],
      ["Parent-Validation-Score", rateText(accept.parent)],
    ],
  };
}

function placeTrailers(iteration: number, admitter: Admitter | undefined): NewCandidate["trailers"] {
  if (admitter === undefined) return [["Iteration", String(iteration)]];
  return [
    ["By-Hand", String(admitter.number)],
    ["After-Iteration", String(admitter.after)],
  ];
}

/** What the history says of a candidate once it is committed. */
export function candidateEntry(
  { parent, iteration, standing, summary, files }: NewCandidate,
  baseline: HarnessFiles,
  { tree, commit }: { readonly tree: TreeHash; readonly commit: CommitHash },
): CandidateEntry {
  return { tree, commit, parent, iteration, standing, diff: unifiedDiff(baseline, files), summary };
}

const rateText = ({ accepted, conclusive }: Rate) => `${accepted}/${conclusive}`;
