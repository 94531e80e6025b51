import { asCommitHash, asTreeHash, type CommitHash, type TreeHash } from "../../foundation/ids.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { analyze } from "../../outer/agents/analyzer.js";
import { type Implementation, implement } from "../../outer/agents/implementer.js";
import { trainBatch, validationBatch } from "../../outer/batches.js";
import type { DecisionBody, DecisionKind } from "../../outer/decisions.js";
import { type Edited, examineEdit, type NotEvaluated } from "../../outer/examine-edit.js";
import { type Judgement, judgeMutant } from "../../outer/judge-mutant.js";
import type { MutantAttempt } from "../../outer/mutant.js";
import { minibatchOf } from "../../outer/policies/minibatch.js";
import { selectParent } from "../../outer/policies/select-parent.js";
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

/** The decisions of an iteration in the order in which they are taken. */
const order: readonly DecisionKind[] = [
  "select",
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
    if ("ended" in edited) return { ...edited, parent: parent.tree };
    if (!this.#finished) return null;
    return {
      ...edited,
      ended: "evaluated",
      parent: parent.tree,
      parentCommit: parent.commit,
      parentRun: this.#validation("validate-parent", parent.tree),
      mutantRun: this.#validation("validate-mutant", edited.tree),
    };
  }

  #parent(): { readonly tree: TreeHash; readonly commit: CommitHash } | null {
    if (!this.#reached("select")) return null;
    const { definition, streams } = this.scene.run;
    const { body } = selectParent(this.view.members, definition.search.temperature, streams, this.iteration);
    const stored = this.#follow("select", body);
    return { tree: asTreeHash(stored.parent), commit: asCommitHash(stored.parentCommit) };
  }

  async #edited(parent: { readonly tree: TreeHash }): Promise<Edited | NotEvaluated | null> {
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

  #validation(phase: "validate-parent" | "validate-mutant", tree: TreeHash) {
    const { run, tally } = this.scene;
    return batchObservations(run, tally, validationBatch(this.iteration, phase, tree, run.splits.validation));
  }

  #judgement(attempt: MutantAttempt): Judgement {
    const { run, tally } = this.scene;
    const { iteration } = this;
    const share = run.definition.search.maxInconclusiveShare;
    const judgement = judgeMutant(iteration, attempt, this.before, share);
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
