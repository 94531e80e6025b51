import { hash } from "node:crypto";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { auditCommand } from "../../../cli/audit.js";
import { auditRun } from "../../../experiments/audit/audit-run.js";
import { canonicalJson } from "../../../foundation/digest.js";
import { type PackedText, packText, unpackText } from "../../../population/history/packed-text.js";
import { git } from "../../population/candidates/git.js";
import { forge, forgeChain, type Raw } from "./adversary.js";
import { FinishedRun, mismatches, mismatchesOfRun } from "./finished-run.js";

const run = new FinishedRun();
afterAll(() => run.remove());

/** Changes the JSON of every event of a kind for which `edit` says so, whatever its packing. */
function editEvents(raw: Raw, kind: string, edit: (event: Json) => boolean): void {
  const select = raw.prepare<[string], PackedText & { id: number }>(
    "SELECT id, encoding, body AS data FROM event WHERE kind = ? ORDER BY id",
  );
  for (const row of select.all(kind)) {
    const event = JSON.parse(unpackText(row)) as Json;
    if (!edit(event)) continue;
    const { encoding, data } = packText(canonicalJson(event));
    raw.prepare("UPDATE event SET encoding = ?, body = ? WHERE id = ?").run(encoding, data, row.id);
    return;
  }
  throw new Error(`no ${kind} event to change`);
}

// biome-ignore lint/suspicious/noExplicitAny: an event is taken apart as somebody would who has no types
type Json = any;

/** Gives a call another reply under its own hash, so that the two fit. */
function replaceReply(raw: Raw, seat: string, edit: (text: string) => string): void {
  const call = raw
    .prepare<[string], PackedText & { key: string; blob: number }>(
      `SELECT key, encoding, data, blob.id AS blob FROM call JOIN blob ON blob.hash = reply WHERE seat = ?
       GROUP BY reply HAVING COUNT(*) = 1 ORDER BY call.id LIMIT 1`,
    )
    .get(seat);
  if (call === undefined) throw new Error(`no reply of the ${seat} that only one call has`);
  const reply = JSON.parse(unpackText(call)) as { text: string };
  const text = canonicalJson({ ...reply, text: edit(reply.text) });
  const { encoding, data } = packText(text);
  const name = hash("sha256", text, "buffer");
  raw
    .prepare("UPDATE blob SET hash = ?, encoding = ?, data = ? WHERE id = ?")
    .run(name, encoding, data, call.blob);
  raw.prepare("UPDATE call SET reply = ? WHERE key = ?").run(name, call.key);
}

/** What several rows tell, changed in all of them: each lie fits the others. */
const lies: readonly (readonly [what: string, named: RegExp, act: (raw: Raw) => void])[] = [
  [
    "a mark in the event and in the attempt table",
    /^event \d+ of ticket .*attempts\[0\]\.marks\[\d+\]\.met is (true|false), the log leads to (true|false)/m,
    (raw) =>
      editEvents(raw, "stage", ({ attempts }) => {
        const mark = attempts[0].marks[0];
        if (mark === undefined) return false;
        mark.met = !mark.met;
        return true;
      }),
  ],
  [
    "a score",
    /^event \d+ of ticket .*attempts\[0\]\.score\.numerator is \d+, the log leads to \d+/m,
    (raw) =>
      editEvents(raw, "stage", ({ attempts }) => {
        if (attempts[0].score === null) return false;
        attempts[0].score.numerator += 1;
        return true;
      }),
  ],
  [
    "a verdict",
    /^event \d+ of ticket .*verdict\.decision is "accepted", the log leads to "rejected"/m,
    (raw) =>
      editEvents(raw, "verdict", ({ verdict }) => {
        const rejected = verdict.decision === "rejected";
        if (rejected) verdict.decision = "accepted";
        return rejected;
      }),
  ],
  [
    "how an episode ended, in its event and its observation",
    /^observation of ticket .*outcome is gave_up, the log leads to /m,
    (raw) => {
      raw.exec(`UPDATE event SET body = '{"kind":"ended","outcome":"gave_up","reason":"bored"}'
        WHERE id = (SELECT MIN(id) FROM event WHERE kind = 'ended')`);
      raw.exec(`UPDATE observation SET outcome = 'gave_up', reason = 'bored'
        WHERE ticket = (SELECT ticket FROM event WHERE body LIKE '%bored%')`);
    },
  ],
  [
    "a draw and the parent it leads to",
    /^decision select of iteration 3: draw is 0\.0?5, the log leads to /m,
    (raw) =>
      raw.exec(
        `UPDATE decision SET body = json_set(body, '$.draw', 0.05) WHERE kind = 'select' AND iteration = 3`,
      ),
  ],
  [
    "a probability",
    /^decision select of iteration 3: members\[0\]\.probability is /m,
    (raw) =>
      raw.exec(`UPDATE decision SET body = json_set(body, '$.members[0].probability', 0.123)
        WHERE kind = 'select' AND iteration = 3`),
  ],
  [
    "an acceptance with its outcome",
    /^decision accept of iteration \d: .*verdict is "accept", the log leads to "reject"/m,
    (raw) => {
      raw.exec(
        `UPDATE decision SET body = replace(body, '"verdict":"reject"', '"verdict":"accept"') WHERE kind = 'accept'`,
      );
      raw.exec(
        `UPDATE decision SET body = replace(body, '"outcome":"rejected"', '"outcome":"accepted"') WHERE kind = 'outcome'`,
      );
    },
  ],
  [
    "what the judge replied",
    /^event \d+ of ticket /m,
    (raw) => replaceReply(raw, "judge", (text) => text.replace("true", "false")),
  ],
  [
    "what a solver replied",
    /asks something else than the record/m,
    (raw) => replaceReply(raw, "weak", (text) => `${text} And so on.`),
  ],
  [
    "a candidate's diff with the edit that it came from",
    /^candidate \d+ \(iteration \d\): /m,
    (raw) => raw.exec("UPDATE candidate SET diff = replace(diff, '+', '+ ') WHERE iteration > 0"),
  ],
];

describe("the audit of a run", () => {
  it("finds nothing in a run as it was written", async () => {
    expect(await mismatchesOfRun(await run.copy())).toEqual([]);
  });

  it("comes to the same in several processes, mismatches too", async () => {
    const history = await run.copyOfHistory();
    forge(history, (raw) => raw.exec("UPDATE attempt SET seat = 'judge' WHERE id IN (1, 50)"));
    const [here, spread] = await Promise.all(
      [0, 2].map(async (processes) => (await auditRun({ history, population: null, processes })).report),
    );
    expect(here?.found.attempts).toBe(2);
    expect(spread).toEqual(here);
  });

  it.each(lies)("finds %s, though digest and chain were made again", async (_, named, act) => {
    const path = await run.copyOfHistory();
    forge(path, act);
    expect((await mismatches(path)).join("\n")).toMatch(named);
  });

  it("finds another reply of the challenger by the digest, which only a replay could tell from the true one", async () => {
    const path = await run.copyOfHistory();
    forgeChain(path, (raw) => replaceReply(raw, "challenger", (text) => `${text} `));
    expect(await mismatches(path)).toEqual([
      expect.stringMatching(/^run digest\.3: is .*, the log leads to /),
    ]);
  });

  it("finds tries of calls that the run has no place for", async () => {
    const path = await run.copyOfHistory();
    forge(path, (raw) =>
      raw.exec("UPDATE failed_try SET key = 'iteration/0009/analyzer/0000/0' WHERE id = 1"),
    );
    expect(await mismatches(path)).toEqual([expect.stringMatching(/^failed_try 1: .*belongs to no episode/)]);
  });
});

describe("the audit of a population", () => {
  it("names every commit and tag that was rewritten, removed or added", async () => {
    const path = await run.copy();
    const repository = join(path, "population.git");
    const refs = (await git(repository, ["for-each-ref", "--format=%(refname)"])).split("\n");
    const heads = refs.filter((name) => name.startsWith("refs/heads/"));
    expect(heads).toHaveLength(4);
    for (const name of heads.slice(1)) await rewrite(repository, name);
    await git(repository, ["update-ref", "-d", heads[0] ?? ""]);
    await git(repository, ["update-ref", "refs/heads/members/000099", "refs/tags/best^{commit}"]);
    for (const tag of ["best", "history-digest"]) {
      await git(repository, ["tag", "-f", "-a", tag, "-m", "History digest 0", "refs/heads/members/000099"]);
    }
    const lines = await mismatchesOfRun(path);
    for (const name of [...refs, "refs/heads/members/000099"]) {
      expect(
        lines.filter((line) => line.startsWith(`git ${name}: `)),
        name,
      ).not.toEqual([]);
    }
  });

  it("finds an end that was cut off the history, by the tag in git", async () => {
    const path = await run.copy();
    forgeChain(join(path, "history.sqlite"), (raw) => raw.exec("DELETE FROM run WHERE name = 'digest.3'"));
    expect((await mismatchesOfRun(path)).join("\n")).toContain("git refs/tags/history-digest: ");
  });

  it("finds that it is missing", async () => {
    const path = await run.copy();
    const population = join(path, "elsewhere.git");
    expect(await mismatches(join(path, "history.sqlite"), population)).toEqual([
      expect.stringMatching(/^population.git: is missing/),
    ]);
  });
});

/** Makes a branch another commit with the same parents, files and dates. */
async function rewrite(repository: string, name: string): Promise<void> {
  const text = await git(repository, ["cat-file", "commit", name]);
  const other = await git(
    repository,
    ["hash-object", "-t", "commit", "-w", "--stdin"],
    `${text} (improved)\n`,
  );
  await git(repository, ["update-ref", name, other]);
}

describe("autodata-lab audit", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  async function ended(...args: string[]) {
    let printed = "";
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      printed += String(text);
      return true;
    });
    await auditCommand().parseAsync(args, { from: "user" });
    return { printed, code: process.exitCode };
  }

  it("says what it verified, and ends with 0", async () => {
    const { printed, code } = await ended(await run.copy());
    expect(code).toBe(0);
    expect(printed).toMatch(/^ {2}chain +2,\d\d\d {2}rows, each as it was written$/m);
    expect(printed).toMatch(/3 iterations · 24 episodes · 532 calls: .*all follow from the log/);
  });

  it("says what is wrong, where, what was found and what was expected, and ends with 1", async () => {
    const path = await run.copyOfHistory();
    forge(path, (raw) => raw.exec("UPDATE observation SET rounds = 7 WHERE id = 1"));
    const { printed, code } = await ended(path);
    expect(code).toBe(1);
    expect(printed).toContain("episodes: 1 mismatch\n");
    expect(printed).toContain(
      "observation of ticket 100000 (iteration 0, validate-parent): rounds is 7, the log leads to 3",
    );
    expect(printed).toContain("The history alone was audited");
  });

  it("gives programs the same as JSON", async () => {
    const path = await run.copyOfHistory();
    forge(path, (raw) => raw.exec("UPDATE observation SET rounds = 7 WHERE id = 1"));
    const { printed, code } = await ended(path, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({
      whole: false,
      withGit: false,
      calls: 532,
      found: { episodes: 1, chain: 0 },
      mismatches: [{ claim: "episodes", what: "rounds is 7, the log leads to 3" }],
    });
  });

  it("refuses a folder that holds no run", async () => {
    await expect(ended(join(await run.copy(), "reports"))).rejects.toThrow(/is not a run folder/);
  });
});
