import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { UsageError } from "../../../foundation/errors.js";
import { asCommitHash, type CommitHash } from "../../../foundation/ids.js";
import type { CandidateStore, NewCandidate } from "../../../population/candidates/candidate-store.js";
import { openCandidateStore } from "../../../population/candidates/git-candidate-store.js";
import { temporaryFolder } from "../temporary-folder.js";
import { anyFiles } from "./any-files.js";
import { filesIn, git } from "./git.js";
import { candidateOf } from "./sample-candidate.js";

const repository = () => join(temporaryFolder(), "population.git");

async function openStore(folder: string): Promise<CandidateStore> {
  const store = await openCandidateStore(folder);
  onTestFinished(() => store.close());
  return store;
}

test("a candidate is on disk, in git's own eyes, once its commit resolves", async () => {
  const folder = repository();
  const store = await openStore(folder);
  const { commit, tree } = await store.commit(candidateOf(0));
  expect(await git(folder, ["rev-parse", "refs/heads/baseline"])).toBe(commit);
  expect(await git(folder, ["rev-parse", `${commit}^{tree}`])).toBe(tree);
  expect(store.treeOf(candidateOf(0).files)).toBe(tree);
  expect(await git(folder, ["fsck", "--strict", "--full"])).toBe("");
});

test("members and rejected candidates have refs of their own, below their parents", async () => {
  const folder = repository();
  const store = await openStore(folder);
  const baseline = await store.commit(candidateOf(0));
  const member = await store.commit(candidateOf(1, baseline.commit, "member"));
  const rejected = await store.commit(candidateOf(2, member.commit, "rejected"));
  expect(await git(folder, ["for-each-ref", "--format=%(refname) %(objectname)"])).toBe(
    [
      `refs/heads/baseline ${baseline.commit}`,
      `refs/heads/members/000001 ${member.commit}`,
      `refs/heads/rejected/000002 ${rejected.commit}`,
    ].join("\n"),
  );
  const log = await git(folder, ["log", "--graph", "--all", "--format=%s"]);
  expect(log.split("\n")).toEqual(["* change 2", "* change 1", "* change 0"]);
});

test("a commit tells its story in git's own terms: message, trailers, fixed author and dates", async () => {
  const folder = repository();
  const store = await openStore(folder);
  const baseline = await store.commit(candidateOf(0));
  const told: NewCandidate = {
    ...candidateOf(17, baseline.commit, "member"),
    summary: "Ask for what is\nspecific \0 to the document",
    description: "The weak solver knew the generic answers.\n\nSo the challenger is told to avoid them.\n",
    trailers: [
      ["Iteration", "17"],
      ["Validation-Score", "4/12"],
    ],
  };
  const { commit } = await store.commit(told);
  const format = "%s|%an|%cn|%ad|%cd|%(trailers:only,unfold,separator=%x2C)";
  expect(await git(folder, ["log", "-1", "--date=iso-strict", `--format=${format}`, commit])).toBe(
    "Ask for what is specific to the document|Autodata Lab|Autodata Lab|" +
      "2026-01-01T00:17:00+00:00|2026-01-01T00:17:00+00:00|Iteration: 17,Validation-Score: 4/12",
  );
  const body = await git(folder, ["log", "-1", "--format=%b", commit]);
  expect(body).toContain("So the challenger is told to avoid them.\n\nIteration: 17");
});

test("any files come back as they were committed, also those written after reading began", async () => {
  const store = await openStore(repository());
  let parent: CommitHash | null = null;
  let iteration = 0;
  const readBack = fc.asyncProperty(anyFiles, async (files) => {
    const candidate = { ...candidateOf(iteration, parent, iteration === 0 ? "baseline" : "member"), files };
    const { commit } = await store.commit(candidate);
    const read = await store.read(commit);
    expect([...read]).toEqual([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
    parent = commit;
    iteration += 1;
  });
  await fc.assert(readBack, { numRuns: 40, endOnFailure: true });
}, 60_000);

test("the same candidates have the same hashes in another repository", async () => {
  const hashes = [];
  for (const folder of [repository(), repository()]) {
    const store = await openStore(folder);
    const baseline = await store.commit(candidateOf(0));
    hashes.push(await store.commit(candidateOf(3, baseline.commit, "rejected")));
  }
  expect(hashes[0]).toEqual(hashes[1]);
});

test("committing a candidate again is harmless, in the same store and after opening it again", async () => {
  const folder = repository();
  const first = await openStore(folder);
  const baseline = await first.commit(candidateOf(0));
  const member = await first.commit(candidateOf(1, baseline.commit, "member"));
  expect(await first.commit(candidateOf(1, baseline.commit, "member"))).toEqual(member);
  const second = await openStore(folder);
  expect(await second.commit(candidateOf(0))).toEqual(baseline);
  expect(await second.commit(candidateOf(1, baseline.commit, "member"))).toEqual(member);
  expect(await second.read(member.commit)).toEqual(candidateOf(1).files);
});

test("another candidate under a ref that is taken is refused, and the first one stays", async () => {
  const folder = repository();
  const store = await openStore(folder);
  const { commit } = await store.commit(candidateOf(0));
  const other = { ...candidateOf(0), files: new Map([["workflow.ts", "other"]]) };
  await expect(store.commit(other)).rejects.toThrow("another candidate is at refs/heads/baseline");
  expect(await git(folder, ["rev-parse", "baseline"])).toBe(commit);
});

test("commits asked for at the same time are all written", async () => {
  const folder = repository();
  const store = await openStore(folder);
  const { commit: parent } = await store.commit(candidateOf(0));
  const numbers = Array.from({ length: 12 }, (_, index) => index + 1);
  await Promise.all(numbers.map((number) => store.commit(candidateOf(number, parent, "member"))));
  expect((await git(folder, ["for-each-ref", "refs/heads/members"])).split("\n")).toHaveLength(12);
});

test("a clone has the baseline checked out and every candidate as a branch", async () => {
  const folder = repository();
  const store = await openStore(folder);
  const { commit } = await store.commit(candidateOf(0));
  await store.commit(candidateOf(1, commit, "member"));
  const clone = join(temporaryFolder(), "clone");
  await git(dirname(folder), ["clone", "--quiet", folder, clone]);
  expect(filesIn(clone)).toEqual(candidateOf(0).files);
  expect(await git(clone, ["branch", "--remotes", "--list", "origin/members/*"])).toBe(
    "origin/members/000001",
  );
});

test("a tag carries its message, can move, and is the same in every repository", async () => {
  const tags = [];
  for (const folder of [repository(), repository()]) {
    const store = await openStore(folder);
    const { commit } = await store.commit(candidateOf(0));
    const later = await store.commit(candidateOf(1, commit, "member"));
    await store.tag("best", commit, "first");
    await store.tag("best", later.commit, "4/12 on validation");
    expect(await git(folder, ["rev-parse", "best^{commit}"])).toBe(later.commit);
    expect(await git(folder, ["tag", "--list", "--format=%(contents:subject)"])).toBe("4/12 on validation");
    tags.push(await git(folder, ["rev-parse", "best"]));
  }
  expect(tags[0]).toBe(tags[1]);
});

test("reading or tagging a commit that is not there is an error that names it", async () => {
  const store = await openStore(repository());
  const absent = asCommitHash("0123456789012345678901234567890123456789");
  await expect(store.read(absent)).rejects.toThrow(absent);
  await expect(store.tag("best", absent, "none")).rejects.toThrow(/mktag/);
  const { commit } = await store.commit(candidateOf(0));
  expect(await store.read(commit)).toEqual(candidateOf(0).files);
});

test("paths that git cannot hold are refused before anything is written", async () => {
  const folder = repository();
  const store = await openStore(folder);
  const files = new Map([["../escape.ts", "x"]]);
  await expect(store.commit({ ...candidateOf(0), files })).rejects.toThrow("../escape.ts");
  expect(await git(folder, ["for-each-ref"])).toBe("");
});

test("locks left by a dead process do not stop the next run", async () => {
  const folder = repository();
  const store = await openStore(folder);
  for (const lock of [
    "HEAD.lock",
    "refs/heads/baseline.lock",
    "refs/heads/members/000001.lock",
    "refs/tags/best.lock",
  ]) {
    mkdirSync(dirname(join(folder, lock)), { recursive: true });
    writeFileSync(join(folder, lock), "");
  }
  const { commit } = await store.commit(candidateOf(0));
  await store.commit(candidateOf(1, commit, "member"));
  await store.tag("best", commit, "best");
  expect(await git(folder, ["rev-parse", "best^{commit}", "members/000001^"])).toBe(`${commit}\n${commit}`);
});

test("a repository that was left half made is finished", async () => {
  const whole = repository();
  await openStore(whole);
  for (const missing of ["HEAD", "config", "objects", "refs"]) {
    rmSync(join(whole, missing), { recursive: true });
    const store = await openStore(whole);
    await store.commit(candidateOf(0));
    expect(existsSync(join(whole, missing))).toBe(true);
    rmSync(join(whole, "refs", "heads", "baseline"));
  }
});

test("git's locks in a repository that was left half made do not stop the next run", async () => {
  const folder = repository();
  mkdirSync(folder);
  for (const lock of ["HEAD.lock", "config.lock"]) writeFileSync(join(folder, lock), "");
  const store = await openStore(folder);
  const { commit } = await store.commit(candidateOf(0));
  expect(await git(folder, ["rev-parse", "baseline"])).toBe(commit);
});

test("two that write the same candidates at the same time, as a git that outlived its run does, both succeed", async () => {
  const folder = repository();
  const stores = [await openStore(folder), await openStore(folder)];
  const writeAll = async (store: CandidateStore) => {
    const { commit } = await store.commit(candidateOf(0));
    const commits = [commit];
    for (let number = 1; number <= 5; number++) {
      commits.push((await store.commit(candidateOf(number, commit, "member"))).commit);
      await store.tag("best", commit, "best");
    }
    return commits;
  };
  const [first, second] = await Promise.all(stores.map(writeAll));
  expect(first).toEqual(second);
  expect(await git(folder, ["fsck", "--strict", "--full"])).toBe("");
}, 60_000);

test("a repository of something else is refused and stays as it was", async () => {
  const folder = repository();
  mkdirSync(folder);
  await git(folder, ["init", "--quiet", "--bare"]);
  const tree = await git(folder, ["mktree"]);
  await git(folder, [
    "update-ref",
    "refs/heads/work",
    await git(folder, ["commit-tree", "-m", "mine", tree]),
  ]);
  await expect(openCandidateStore(folder)).rejects.toThrow(UsageError);
  expect(await git(folder, ["config", "--list", "--local"])).not.toContain("autodata");
});

test("a folder inside another repository becomes a repository of its own", async () => {
  const outer = temporaryFolder();
  await git(outer, ["init", "--quiet"]);
  const folder = join(outer, "runs", "population.git");
  const store = await openStore(folder);
  const { commit } = await store.commit(candidateOf(0));
  expect(await git(folder, ["rev-parse", "baseline"])).toBe(commit);
  expect(await git(outer, ["config", "--list", "--local"])).not.toContain("autodata");
  expect(await git(outer, ["for-each-ref"])).toBe("");
});
