import { join } from "node:path";
import { expect, test } from "vitest";
import { openCandidateStore } from "../../../population/candidates/git-candidate-store.js";
import { linesUntilKilled } from "../killed-script.js";
import { temporaryFolder } from "../temporary-folder.js";
import { git } from "./git.js";
import { candidateOf } from "./sample-candidate.js";

const script = new URL("commit-until-killed.ts", import.meta.url);

test("after kill -9 every acknowledged candidate is there, and the interrupted ones can be committed", async () => {
  const folder = join(temporaryFolder(), "population.git");
  const lines = await linesUntilKilled(script, [folder], 20);
  const acknowledged = lines.map((line) => line.split(" ") as [string, string]);
  const store = await openCandidateStore(folder);
  const baseline = await store.commit(candidateOf(0));
  for (const [number, commit] of acknowledged) {
    expect(await git(folder, ["rev-parse", `members/${number.padStart(6, "0")}`])).toBe(commit);
    expect((await store.commit(candidateOf(Number(number), baseline.commit, "member"))).commit).toBe(commit);
  }
  const last = Math.max(...acknowledged.map(([number]) => Number(number)));
  for (let number = last + 1; number < last + 10; number++) {
    const { commit } = await store.commit(candidateOf(number, baseline.commit, "member"));
    expect(await store.read(commit)).toEqual(candidateOf(number).files);
  }
  await store.close();
  // Only now has every git that outlived its run ended: each was waited for when its ref was written again.
  expect(await git(folder, ["fsck", "--strict", "--full", "--no-dangling"])).toBe("");
}, 60_000);
