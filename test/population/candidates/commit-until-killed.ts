import { asCommitHash } from "../../../foundation/ids.js";
import { openCandidateStore } from "../../../population/candidates/git-candidate-store.js";
import { candidateOf } from "./sample-candidate.js";

/** A run to be killed: commits candidates without end, and prints each one that it was told is on disk. */
const store = await openCandidateStore(process.argv[2] ?? "");
const { commit: baseline } = await store.commit(candidateOf(0));

async function commitForever(start: number): Promise<void> {
  for (let number = start; ; number += 3) {
    const { commit } = await store.commit(candidateOf(number, asCommitHash(baseline), "member"));
    process.stdout.write(`${number} ${commit}\n`);
  }
}

await Promise.all([1, 2, 3].map(commitForever));
