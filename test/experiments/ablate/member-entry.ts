import { asCommitHash, asTreeHash } from "../../../foundation/ids.js";
import type { CandidateEntry } from "../../../population/history/history.js";

/** The entry of a member that stands for no real one. */
export function memberEntry(iteration: number): CandidateEntry {
  const digits = iteration.toString(16).padStart(40, "0");
  return {
    tree: asTreeHash(digits),
    commit: asCommitHash(digits),
    parent: null,
    iteration,
    standing: "member",
    diff: "",
    summary: `edit ${iteration}`,
  };
}
