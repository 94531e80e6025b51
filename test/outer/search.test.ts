import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../foundation/digest.js";
import { RunStopped } from "../../foundation/errors.js";
import type { TreeHash } from "../../foundation/ids.js";
import { randomStreams } from "../../foundation/random.js";
import { createSandbox } from "../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../inner/sandbox/sandbox.js";
import { keyText } from "../../models/call-key.js";
import {
  type DecisionBody,
  type DecisionKind,
  decisionSchemas,
  type IterationOutcome,
} from "../../outer/decisions.js";
import { noEvidence } from "../../outer/evidence.js";
import { rateOf, strictlyBetter } from "../../outer/policies/accept-mutant.js";
import { drawMinibatch } from "../../outer/policies/minibatch.js";
import { boltzmann } from "../../outer/policies/select-parent.js";
import type { HistoryReader } from "../../population/history/history.js";
import { openHistoryForReading } from "../../population/history/open.js";
import { type Phase, ticketOf } from "../../population/history/ticket.js";
import { emptyFolder, git, writeFiles } from "../population/candidates/git.js";
import {
  baseline,
  challenger,
  levelText,
  maxInconclusiveShare,
  minibatch,
  type Plan,
  rootSeed,
  runScripted,
  type ScriptedRun,
  splits,
  summaryOf,
  temperature,
} from "./scripted-search.js";

const repeated = { [challenger]: levelText(1, "In other words.") };
const twin = { [challenger]: levelText(3) };

/** What the agents do, and how the iteration ends whichever members it may choose its parent from. */
const story: readonly (readonly [Plan, IterationOutcome | null])[] = [
  [{ write: { [challenger]: levelText(2) } }, "accepted"],
  [{ write: repeated }, "rejected"],
  [{}, "no change"],
  [{ write: { "workflow.ts": "export default async () => {};\n" } }, "invalid"],
  [{ write: repeated }, "duplicate"],
  [{ analyzer: "I cannot say." }, "invalid"],
  [{ write: { [challenger]: levelText(5) }, implementer: "Done!" }, "invalid"],
  [{ write: { [challenger]: levelText(4, "lost") }, lost: true }, "inconclusive"],
  [{ write: twin }, "accepted"],
  [{ write: twin }, null],
  [{ write: { [challenger]: levelText(4), "prompts/more.md": "no line end" } }, "accepted"],
  [{ write: { [challenger]: levelText(2, "Once more.") } }, null],
];
const plans = story.map(([plan]) => plan);
const numbers = story.map((_, index) => index + 1);

const root = mkdtempSync(join(tmpdir(), "autodata-search-"));
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(async () => {
  await sandbox.close();
  rmSync(root, { recursive: true, force: true });
});

const runIn = (folder: string, run: Partial<ScriptedRun> & { concurrency: number }) =>
  runScripted({ folder, sandbox, plans, ...run });
const newFolder = () => mkdtempSync(join(root, "run-"));

const ended = new Map<number, Promise<{ folder: string; digest: string }>>();

/** The search that nothing disturbed, run once for each concurrency. */
function undisturbed(concurrency: number): Promise<{ folder: string; digest: string }> {
  const folder = newFolder();
  const run = ended.get(concurrency) ?? runIn(folder, { concurrency }).then((digest) => ({ folder, digest }));
  ended.set(concurrency, run);
  return run;
}

describe.each([1, 3])("a search with %i iterations under way at once", (concurrency) => {
  let history: HistoryReader;
  beforeAll(async () => {
    const { folder } = await undisturbed(concurrency);
    history = openHistoryForReading(join(folder, "history.sqlite"));
  });
  afterAll(() => history.close());

  function decision<K extends DecisionKind>(iteration: number, kind: K): DecisionBody<K> | undefined {
    const stored = history.decisions.find(iteration, kind);
    return stored === undefined ? undefined : (decisionSchemas[kind].parse(stored.body) as DecisionBody<K>);
  }

  const observed = (iteration: number, phase: Phase) => {
    const [first, last] = [ticketOf(iteration, phase, 0), ticketOf(iteration, phase, 99_999)];
    return history.totals.observations().filter(({ ticket }) => ticket >= first && ticket <= last);
  };

  /** The last iteration whose outcome iteration k may know. */
  const visible = (iteration: number) => Math.max(0, iteration - concurrency);

  /** Mean validation pass rate over the evaluations that counted, up to an iteration. */
  function scoreOf(candidate: TreeHash, upTo: number): { score: number; evaluations: number } {
    const rates = [0, ...numbers.slice(0, upTo)]
      .filter((iteration) => decision(iteration, "outcome")?.outcome !== "inconclusive")
      .flatMap((iteration) => [
        observed(iteration, "validate-parent"),
        observed(iteration, "validate-mutant"),
      ])
      .map((batch) => batch.filter((one) => one.candidate === candidate))
      .filter((batch) => batch.length > 0)
      .map((batch) => rateOf(batch));
    const sum = rates.reduce((total, rate) => total + rate.accepted / rate.conclusive, 0);
    return { score: sum / rates.length, evaluations: rates.length };
  }

  it("ends every iteration with its outcome, and none of them ends the run", () => {
    for (const [index, [, expected]] of story.entries()) {
      const outcome = decision(index + 1, "outcome");
      if (expected !== null) expect([index + 1, outcome?.outcome]).toEqual([index + 1, expected]);
    }
    expect(decision(4, "outcome")?.because).toMatch(/^guard: .*workflow\.ts/);
    expect(decision(6, "outcome")?.because).toMatch(/^analyzer: /);
    expect(decision(7, "outcome")?.because).toMatch(/^implementer: /);
    expect(decision(8, "accept")?.verdict).toBe("not measured");
  });

  it("knows a candidate again that was tried before, or beside it", () => {
    expect(decision(5, "outcome")?.because).toMatch(/^equals candidate /);
    expect(observed(5, "validate-mutant")).toHaveLength(0);
    const beside = decision(10, "outcome");
    if (concurrency === 1) expect(["no change", "duplicate"]).toContain(beside?.outcome);
    else expect(beside?.because).toMatch(/^equals candidate .* of an iteration that ran beside this one/);
  });

  it("commits accepted and rejected mutants, and nothing else", () => {
    const committed = history.candidates.all().map(({ iteration, standing }) => [iteration, standing]);
    const expected = numbers.flatMap((iteration) => {
      const outcome = decision(iteration, "outcome")?.outcome;
      if (outcome === "accepted") return [[iteration, "member"]];
      return outcome === "rejected" ? [[iteration, "rejected"]] : [];
    });
    expect(committed).toEqual([[0, "baseline"], ...expected]);
  });

  it("selects from the members that had joined W iterations before, with the scores they had then", () => {
    const members = history.candidates.all().filter(({ standing }) => standing !== "rejected");
    for (const iteration of numbers) {
      const upTo = visible(iteration);
      const expected = members
        .filter((member) => member.iteration <= upTo)
        .map(({ tree }) => ({ candidate: tree, ...scoreOf(tree, upTo) }));
      const listed = decision(iteration, "select")?.members.map(({ probability: _, ...member }) => member);
      expect(listed).toEqual(expected);
    }
    expect(decision(12, "select")?.members.length).toBeGreaterThan(2);
  });

  it("tells agents of the outcomes up to W iterations before, and of no later ones", () => {
    for (const iteration of numbers) {
      const key = keyText({ scope: "iteration", iteration, seat: "implementer", ordinal: 0, retry: 0 });
      const call = history.calls.readCall(key);
      if (call === undefined) continue;
      const text = call.request.messages.map((message) => message.content).join("\n");
      const told = [...text.matchAll(/^iteration (\d+) \|/gm)].map((match) => Number(match[1]));
      expect(told).toEqual(numbers.slice(0, visible(iteration)));
      expect(text.includes(summaryOf(1))).toBe(visible(iteration) >= 1);
    }
  });

  it("stores what recomputes every selection", () => {
    const commits = new Map(history.candidates.all().map(({ tree, commit }) => [tree, commit]));
    const random = randomStreams(rootSeed);
    for (const iteration of numbers) {
      const select = decision(iteration, "select");
      if (select === undefined) throw new Error(`iteration ${iteration} has no selection`);
      expect(random.fork(select.stream).next()).toBe(select.draw);
      const members = select.members.map((member) => ({
        ...member,
        commit: commits.get(member.candidate) ?? select.parentCommit,
        rateSum: member.score * member.evaluations,
        evidence: noEvidence,
        fruitless: 0,
        parent: null,
      }));
      const { parent, probabilities } = boltzmann(
        members,
        { temperature, patience: Number.POSITIVE_INFINITY },
        select.draw,
      );
      expect(parent).toMatchObject({ candidate: select.parent, commit: select.parentCommit });
      expect(probabilities).toEqual(select.members.map(({ probability }) => probability));
    }
  });

  it("stores what recomputes every minibatch", () => {
    const random = randomStreams(rootSeed);
    for (const iteration of numbers) {
      const drawn = decision(iteration, "minibatch");
      if (drawn === undefined) throw new Error(`iteration ${iteration} has no minibatch`);
      expect(drawMinibatch(splits.train, minibatch, random.fork(drawn.stream))).toEqual(drawn.documents);
      expect(observed(iteration, "train").map((one) => one.document)).toEqual(drawn.documents);
    }
  });

  it("stores what recomputes every acceptance", () => {
    const decided = numbers.filter((iteration) => decision(iteration, "accept") !== undefined);
    expect(decided).toEqual(expect.arrayContaining([1, 2, 8, 9, 11]));
    for (const iteration of decided) {
      const parent = observed(iteration, "validate-parent");
      const mutant = observed(iteration, "validate-mutant");
      expect(strictlyBetter(parent, mutant, maxInconclusiveShare)).toEqual(decision(iteration, "accept"));
    }
  });

  it("stores for every candidate a diff that applies to the baseline and gives its tree", async () => {
    const work = mkdtempSync(join(root, "work-"));
    await git(work, ["init", "-q"]);
    const patch = join(root, "candidate.diff");
    const entries = history.candidates.all();
    expect(entries.length).toBeGreaterThan(4);
    for (const { diff, tree } of entries) {
      emptyFolder(work);
      writeFiles(work, baseline);
      writeFileSync(patch, diff);
      if (diff !== "") await git(work, ["apply", patch]);
      await git(work, ["add", "-A"]);
      expect(await git(work, ["write-tree"])).toBe(tree);
    }
  });

  it("ends with the member of the highest mean score", () => {
    const final = decision(numbers.length + 1, "final");
    if (final === undefined) throw new Error("the search did not end");
    expect(final.members).toEqual(
      final.members.map(({ candidate }) => ({ candidate, ...scoreOf(candidate, numbers.length) })),
    );
    const best = final.members.find(({ candidate }) => candidate === final.best);
    expect(best?.score).toBe(Math.max(...final.members.map(({ score }) => score)));
  });
});

describe("a search", () => {
  it("has the same history whatever is answered first", async () => {
    const delay: ScriptedRun["delay"] = ({ key }) =>
      Number.parseInt(sha256(keyText(key)).slice(0, 2), 16) % 7;
    const delayed = await runIn(newFolder(), { concurrency: 3, delay });
    expect(delayed).toBe((await undisturbed(3)).digest);
    expect(delayed).not.toBe((await undisturbed(1)).digest);
  });

  it("passes on what stops it, tells of it at once, and continues from what was stored", async () => {
    const folder = newFolder();
    const stopped = new RunStopped("The budget is reached.", "budget");
    let calls = 0;
    let fatal = 0;
    const stopping = runIn(folder, {
      concurrency: 3,
      instead: () => {
        calls += 1;
        return calls > 100 ? stopped : undefined;
      },
      onFatal: () => {
        fatal += 1;
      },
    });
    await expect(stopping).rejects.toBe(stopped);
    expect(fatal).toBeGreaterThan(0);
    expect(await runIn(folder, { concurrency: 3 })).toBe((await undisturbed(3)).digest);
  });
});
