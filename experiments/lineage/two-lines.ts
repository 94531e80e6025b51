import { UsageError } from "../../foundation/errors.js";
import { randomStreams } from "../../foundation/random.js";
import { filesOf } from "../harness-reference.js";
import { changedSettings, type Identity } from "../identity.js";
import { namedCandidate } from "../named-candidate.js";
import { differenceEstimate, type Estimate } from "../report/interval.js";
import { ratesByDocument } from "../report/pass-rate.js";
import type { RunFacts } from "../report/run-facts.js";
import { type TestReport, testReport } from "../report/test-report.js";
import { type FileChange, fileChanges } from "./file-changes.js";
import { lineOf, type Step } from "./line.js";
import type { SearchedRun } from "./searched-run.js";

/** One of two candidates, and the run it is of. */
export interface Named {
  readonly searched: SearchedRun;
  readonly name: string;
}

export interface Side {
  readonly run: string;
  readonly candidate: Step["candidate"];
  /** Whether its run's search has ended; else `best` means so far. */
  readonly final: boolean;
  /** The common ancestor as this side's run measured it. */
  readonly common: Step;
  /** From the common ancestor, which is not among them, to the candidate; empty when they are the same. */
  readonly steps: readonly Step[];
}

/** Two candidates from their last common ancestor on, and how the second differs from the first. */
export interface TwoLines {
  readonly a: Side;
  readonly b: Side;
  /** How many of the seats of both runs are served by simulated models. */
  readonly simulated: RunFacts["simulated"];
  /** Settings in which the two runs differ, as the YAML has them; empty within one run. */
  readonly settings: readonly string[];
  /** Validation of B minus that of A, over documents conclusive for both. */
  readonly difference: Estimate;
  /** A as `baseline`, B as `best`; null unless both were measured on test documents and in the same way. */
  readonly test: TestReport | null;
  /** Summaries of edits by where they were made; the same words on both sides count as the same edit. */
  readonly edits: {
    readonly onlyA: readonly string[];
    readonly onlyB: readonly string[];
    readonly both: readonly string[];
  };
  /** From A to B. */
  readonly files: readonly FileChange[];
}

/**
 * Compares the ways to two candidates of one run, or of two runs of one task and baseline.
 * @throws UsageError when the runs have another task or baseline, or as lineOf does.
 */
export function twoLines(a: Named, b: Named): TwoLines {
  requireKin(a.searched, b.searched);
  const [lineA, lineB] = [lineOf(a.searched, a.name), lineOf(b.searched, b.name)];
  const fork = lineA.findIndex(({ candidate }, index) => candidate.tree !== lineB[index]?.candidate.tree);
  const shared = fork === -1 ? lineA.length : fork;
  const settings = changedSettings(identityOf(a.searched), identityOf(b.searched));
  const summaries = (steps: readonly Step[]) => [...new Set(steps.map(({ candidate }) => candidate.summary))];
  const [editsA, editsB] = [summaries(lineA.slice(shared)), summaries(lineB.slice(shared))];
  return {
    a: sideOf(a.searched, lineA, shared),
    b: sideOf(b.searched, lineB, shared),
    simulated: simulatedIn(a.searched, b.searched),
    settings,
    ...measured(a, b, settings),
    edits: {
      onlyA: editsA.filter((one) => !editsB.includes(one)),
      onlyB: editsB.filter((one) => !editsA.includes(one)),
      both: editsA.filter((one) => editsB.includes(one)),
    },
    files: fileChanges(filesOfNamed(a), filesOfNamed(b)),
  };
}

function simulatedIn(a: SearchedRun, b: SearchedRun): RunFacts["simulated"] {
  const [one, other] = [a.view.facts.simulated, b.view.facts.simulated];
  return one === other ? one : "some";
}

function requireKin(a: SearchedRun, b: SearchedRun): void {
  const [taskA, taskB] = [a, b].map(({ view }) => view.definition.task);
  if (taskA !== taskB) {
    throw new UsageError(
      `${a.run} is of task ${taskA} and ${b.run} of task ${taskB}, so their candidates have no common ancestor: ` +
        "give runs of one task",
    );
  }
  const [rootA, rootB] = [a, b].map(({ named }) => named.all.find(({ standing }) => standing === "baseline"));
  if (rootA === undefined || rootB === undefined) {
    throw new UsageError(
      `${rootA === undefined ? a.run : b.run} has no candidate yet: wait for its baseline`,
    );
  }
  if (rootA.tree === rootB.tree) return;
  throw new UsageError(
    `${a.run} and ${b.run} do not share a baseline (${rootA.tree.slice(0, 6)} and ${rootB.tree.slice(0, 6)}), so their ` +
      "candidates have no common ancestor: give runs that were started from the same harness",
  );
}

function sideOf({ run, view }: SearchedRun, line: readonly Step[], shared: number): Side {
  const [common, end] = [line[shared - 1], line.at(-1)];
  if (common === undefined || end === undefined) throw new RangeError("a line begins with the baseline");
  return { run, common, steps: line.slice(shared), candidate: end.candidate, final: view.curve.final };
}

function measured(a: Named, b: Named, settings: readonly string[]): Pick<TwoLines, "difference" | "test"> {
  const entries = { a: entryOf(a), b: entryOf(b) };
  const incomparable = settings.filter((name) => /^(models|evaluation|solvers|limits)\b/.test(name));
  if (incomparable.length > 0) {
    const because = `the runs measure in different ways: ${incomparable.join(", ")}`;
    return { difference: { value: null, documents: 0, interval: null, because }, test: null };
  }
  const episodes = (from: SearchedRun["scored"], tree: string) =>
    from.filter(({ candidate }) => candidate === tree);
  const { facts } = a.searched.view;
  const random = randomStreams(facts.seed);
  const difference = differenceEstimate(
    ratesByDocument(episodes(b.searched.scored, entries.b.tree)),
    ratesByDocument(episodes(a.searched.scored, entries.a.tree)),
    random.fork(`report/lineage/${entries.a.tree}/${entries.b.tree}`),
  );
  const test =
    entries.a.tree === entries.b.tree
      ? null
      : testReport(
          [
            ...episodes(a.searched.observations, entries.a.tree),
            ...episodes(b.searched.observations, entries.b.tree),
          ],
          entries.b.tree,
          entries.a.tree,
          random.fork("report/intervals"),
        );
  const both = test !== null && test.baseline.documents > 0 && test.best.documents > 0;
  return { difference, test: both ? test : null };
}

const entryOf = ({ searched, name }: Named) => namedCandidate(name, searched.named);
const filesOfNamed = (one: Named) => filesOf(one.searched.history, one.searched.run, entryOf(one)).files;

function identityOf({ history }: SearchedRun): Identity {
  return JSON.parse(history.run.get("experiment.identity") ?? "{}") as Identity;
}
