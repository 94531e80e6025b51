import { asCommitHash, asTreeHash, type CommitHash, type TreeHash } from "../../foundation/ids.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { Observation } from "../../inner/trajectory.js";
import { analyze } from "../../outer/agents/analyzer.js";
import { type Implementation, implement } from "../../outer/agents/implementer.js";
import { trainBatch, validationBatch } from "../../outer/batches.js";
import type { CrossedPair } from "../../outer/crossed-pair.js";
import type { DecisionBody, DecisionKind } from "../../outer/decisions.js";
import { type Evidence, evidenceOf, noEvidence, pooled } from "../../outer/evidence.js";
import { type Edited, examineEdit, type NotEvaluated } from "../../outer/examine-edit.js";
import { type Judgement, type JudgingRules, judgeMutant } from "../../outer/judge-mutant.js";
import { mergeHarnesses } from "../../outer/merge-by-agents.js";
import { type MutantAttempt, otherOf } from "../../outer/mutant.js";
import { crossoverOf } from "../../outer/policies/crossover.js";
import { minibatchOf } from "../../outer/policies/minibatch.js";
import type { PopulationView } from "../../outer/population-view.js";
import { namedTrajectories } from "../../outer/render/trajectory-line.js";
import { applyDiff, changedFiles } from "../../population/candidates/diff.js";
import { type CallCheck, CallsOfOne } from "./checked-calls.js";
import { LoggedAgents } from "./logged-agents.js";
import type { LoggedHarnesses, LoggedRun } from "./logged-run.js";
import { placeOfDecision } from "./stored-decisions.js";
import { batchObservations, batchTrajectories } from "./stored-trajectories.js";
import { type Tally, ToldOf } from "./tally.js";

/** What an iteration is audited with. */
export interface SearchScene {
  readonly run: LoggedRun;
  readonly harnesses: LoggedHarnesses;
  readonly check: CallCheck;
  readonly tally: Tally;
  /** Text of the host interface that the implementer is shown. */
  readonly contract: string;
}

/** A parent as it was drawn, with what was known of it. */
interface FollowedParent {
  readonly tree: TreeHash;
  readonly commit: CommitHash;
  readonly evidence: Evidence;
  readonly runAgain: boolean;
  /** Of an iteration that merges, both parents. */
  readonly pair: CrossedPair | null;
}

/** What the run decides mutants by. */
export function rulesOf({ policy, splits, definition }: LoggedRun): JudgingRules {
  const { maxInconclusiveShare } = definition.search;
  return { policy, documents: splits.validation, maxInconclusiveShare };
}

/** The decisions of an iteration in the order in which they are taken. */
const order: readonly DecisionKind[] = [
  "select",
  "crossover",
  "minibatch",
  "analysis",
  "guard",
  "edit",
  "accept",
  "outcome",
];

/**
 * Audits the decisions of one iteration, each from what was stored before it, so that one wrong place is told of
 * once. `view` is the population that the iteration may know of, `before` all earlier iterations.
 */
export class IterationAudit {
  readonly #calls: CallsOfOne;
  readonly #agents: LoggedAgents;
  readonly #finished: boolean;
  /** A conversation could not be followed to its end. */
  #broken = false;

  constructor(
    private readonly scene: SearchScene,
    private readonly iteration: number,
    private readonly view: PopulationView,
    private readonly before: PopulationView,
  ) {
    const { run, check } = scene;
    const prefix = `iteration/${String(iteration).padStart(4, "0")}/`;
    this.#calls = new CallsOfOne(run.evidence.callsUnder(prefix), check);
    this.#agents = new LoggedAgents(this.#calls, check);
    this.#finished = run.decisions.has(iteration, "outcome");
  }

  /** What is decided; null when the run stopped within the iteration, or evidence is missing. Never rejects. */
  async judged(): Promise<Judgement | null> {
    const { tally, run } = this.scene;
    try {
      const attempt = await this.#attempt();
      if (this.#finished && !this.#broken) {
        for (const key of this.#calls.unused) {
          tally.mismatch("calls", `call ${key}`, "was made for nothing that the iteration did");
        }
      }
      return this.#finished && attempt !== null ? this.#judgement(attempt) : null;
    } catch (error) {
      tally.broken("decisions", `iteration ${this.iteration}`, error);
      for (const kind of order) run.decisions.leave(this.iteration, kind);
      return null;
    }
  }

  /** What the iteration brought to its decision; null when it did not come so far. */
  async #attempt(): Promise<MutantAttempt | null> {
    const parent = this.#parent();
    if (parent === null) return null;
    const edited = await this.#edited(parent);
    if (edited === null) return null;
    const parents = { parent: parent.tree, ...(parent.pair && { other: otherOf(parent.pair) }) };
    if ("ended" in edited) return { ...edited, ...parents };
    if (!this.#finished) return null;
    const parentRun = parent.runAgain ? this.#parentRun(parent.tree) : [];
    const known = this.scene.run.policy.waitsForParent
      ? pooled([parent.evidence, evidenceOf(parentRun)])
      : parent.evidence;
    return {
      ...edited,
      ...parents,
      ended: "evaluated",
      parentCommit: parent.commit,
      parentEvidence: parent.evidence,
      parentRun,
      mutantRun: this.#mutantRun(edited.tree, known),
    };
  }

  #parent(): FollowedParent | null {
    if (!this.#reached("select")) return null;
    const { definition, streams, policy } = this.scene.run;
    const { members } = this.view;
    const { temperature, crossover } = definition.search;
    const { body } = policy.selectParent(members, temperature, streams, this.iteration);
    const stored = this.#follow("select", body);
    if (crossover > 0 && !this.#reached("crossover")) return null;
    const pair =
      crossover > 0
        ? this.#follow("crossover", crossoverOf(crossover, stored, this.view, streams, this.iteration)).pair
        : null;
    const { parent, parentCommit } = pair ?? stored;
    const member = members.find(({ candidate }) => candidate === parent);
    return {
      tree: asTreeHash(parent),
      commit: asCommitHash(parentCommit),
      evidence: member?.evidence ?? noEvidence,
      runAgain: member === undefined || policy.runsParent(member),
      pair,
    };
  }

  /** A merge is made again by git, and its conflicts are resolved as the log says. */
  async #merged(pair: CrossedPair): Promise<Edited | NotEvaluated | null> {
    const { run, harnesses, contract } = this.scene;
    for (const kind of ["minibatch", "analysis"] as const) this.#without(null, kind);
    if (!this.#reached("guard")) return null;
    const { iteration, view } = this;
    const [base, ours, theirs] = [
      harnesses.filesOf(pair.ancestor),
      harnesses.filesOf(pair.parent),
      harnesses.filesOf(pair.other),
    ];
    const reportOf = (made: number) => run.decisions.find(made, "analysis") ?? null;
    const agents = {
      model: this.#agents,
      edits: run.definition.search.edits,
      contract,
      checks: { byImplementer: this.#agents.storedCheck },
    };
    const read = await this.#recomputed("edit", () =>
      mergeHarnesses(agents, { iteration, view, pair, ways: { base, ours, theirs }, reportOf }),
    );
    if (read !== null && !read.ok) {
      const ended = { ended: "invalid", because: `implementer: ${read.problem}`, summary: "" } as const;
      return this.#without(ended, "guard", "edit");
    }
    return this.#examined(pair.parent, ours, read === null ? this.#storedEdit(ours) : read.value);
  }

  async #edited({ pair, ...parent }: FollowedParent): Promise<Edited | NotEvaluated | null> {
    if (pair !== null) return this.#merged(pair);
    if (!this.#reached("minibatch")) return null;
    const { run, harnesses } = this.scene;
    const drawn = minibatchOf(run.splits.train, run.definition.search.minibatch, run.streams, this.iteration);
    const { documents } = this.#follow("minibatch", drawn);
    if (!this.#reached("analysis")) return null;
    const report = await this.#analysis(trainBatch(this.iteration, parent.tree, documents));
    if (report === null) return null;
    if ("ended" in report) return this.#without(report, "guard", "edit");
    if (!this.#reached("guard")) return null;
    const files = harnesses.filesOf(parent.tree);
    const edit = await this.#implementation(files, report);
    if ("ended" in edit) return this.#without(edit, "guard", "edit");
    return this.#examined(parent.tree, files, edit);
  }

  async #analysis(
    batch: Parameters<typeof batchTrajectories>[2],
  ): Promise<DecisionBody<"analysis"> | NotEvaluated | null> {
    const { run, tally } = this.scene;
    const trajectories = namedTrajectories(batchTrajectories(run, tally, batch), run.titles);
    const { iteration, view } = this;
    const read = await this.#recomputed("analysis", () =>
      analyze(this.#agents, { iteration, trajectories, past: view.outcomes }),
    );
    if (read === null) return run.decisions.find(iteration, "analysis") ?? null;
    if (read.ok) return this.#follow("analysis", read.value);
    const because = `analyzer: ${read.problem}`;
    return this.#without({ ended: "invalid", because, summary: "" }, "analysis");
  }

  async #implementation(
    parent: HarnessFiles,
    report: DecisionBody<"analysis">,
  ): Promise<Implementation | NotEvaluated> {
    const { run, contract } = this.scene;
    const { iteration, view } = this;
    const { edits } = run.definition.search;
    const check = this.#agents.storedCheck;
    const read = await this.#recomputed("edit", () =>
      implement(this.#agents, { iteration, parent, report, past: view.outcomes, edits, contract, check }),
    );
    if (read === null) return this.#storedEdit(parent);
    if (read.ok) return read.value;
    return { ended: "invalid", because: `implementer: ${read.problem}`, summary: "" };
  }

  /** The edit as it is stored, where the conversation that led to it cannot serve. */
  #storedEdit(parent: HarnessFiles): Implementation {
    const edit = this.scene.run.decisions.find(this.iteration, "edit");
    if (edit === undefined) throw new ToldOf("an edit");
    return { files: applyDiff(parent, edit.diff), summary: edit.summary, rationale: edit.rationale };
  }

  #examined(parent: TreeHash, files: HarnessFiles, edit: Implementation): Edited | NotEvaluated | null {
    const { decisions } = this.scene.run;
    const changed = changedFiles(files, edit.files).length > 0;
    const guard = decisions.find(this.iteration, "guard");
    if (!changed) decisions.compare(this.scene.tally, this.iteration, "guard", null);
    else if (guard === undefined) {
      if (this.#finished || decisions.has(this.iteration, "edit")) this.#lacks("guard");
      return null;
    } else this.#follow("guard", { ...guard, passed: guard.findings.length === 0 });
    const examined = examineEdit(
      this.view,
      { candidate: parent },
      files,
      edit,
      changed ? (guard ?? null) : null,
    );
    if (!this.#reached("edit")) return null;
    this.#follow("edit", examined.record);
    return examined.result;
  }

  #parentRun(tree: TreeHash): Observation[] {
    const { run, tally } = this.scene;
    const batch = validationBatch(this.iteration, "validate-parent", tree, run.splits.validation);
    return batchObservations(run, tally, batch);
  }

  /** The waves that the policy asks for, and no episode of another document in their place. */
  #mutantRun(tree: TreeHash, parent: Evidence): Observation[] {
    const { run, tally } = this.scene;
    const documents = run.splits.validation;
    const mutant: Observation[] = [];
    for (;;) {
      const wave = run.policy.nextWave({ documents, parent, mutant });
      if (wave === null) return mutant;
      const batch = validationBatch(this.iteration, "validate-mutant", tree, wave, mutant.length);
      const observations = batchObservations(run, tally, batch);
      const other = observations.find(({ document }, index) => document !== wave[index]);
      if (other !== undefined) {
        const what = `is on ${other.document}, and the search asks for another document`;
        tally.mismatch("episodes", `observation of ticket ${other.ticket}`, what);
      }
      mutant.push(...observations);
    }
  }

  #judgement(attempt: MutantAttempt): Judgement {
    const { run, tally } = this.scene;
    const { iteration } = this;
    const judgement = judgeMutant(iteration, attempt, this.before, rulesOf(run));
    run.decisions.compare(tally, iteration, "accept", judgement.accept);
    run.decisions.compare(tally, iteration, "outcome", judgement.outcome);
    return judgement;
  }

  /** Compares a decision, and goes on from the stored one. */
  #follow<K extends DecisionKind>(kind: K, followed: DecisionBody<K>): DecisionBody<K> {
    const { run, tally } = this.scene;
    run.decisions.compare(tally, this.iteration, kind, followed);
    return run.decisions.find(this.iteration, kind) ?? followed;
  }

  /** An iteration that ended here has none of these decisions. */
  #without<T>(ended: T, ...kinds: readonly DecisionKind[]): T {
    const { run, tally } = this.scene;
    for (const kind of kinds) run.decisions.compare(tally, this.iteration, kind, null);
    return ended;
  }

  #lacks(kind: DecisionKind): void {
    this.scene.tally.mismatch("decisions", placeOfDecision(this.iteration, kind), "is missing");
  }

  /** Whether the iteration came to this decision: it has it, or one that is taken after it. */
  #reached(kind: DecisionKind): boolean {
    const later = order.slice(order.indexOf(kind));
    return later.some((one) => this.scene.run.decisions.has(this.iteration, one));
  }

  /** Null when the calls cannot serve as evidence, which is told of here at the latest. */
  async #recomputed<T>(kind: DecisionKind, work: () => Promise<T>): Promise<T | null> {
    const { run, tally } = this.scene;
    try {
      return await work();
    } catch (error) {
      this.#broken = true;
      tally.broken("decisions", placeOfDecision(this.iteration, kind), error);
      run.decisions.leave(this.iteration, kind);
      return null;
    }
  }
}
