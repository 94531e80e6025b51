import { type Admission, admitterOf, summaryOf } from "../../outer/admission.js";
import { validationBatch } from "../../outer/batches.js";
import type { DecisionBody } from "../../outer/decisions.js";
import { noEvidence } from "../../outer/evidence.js";
import { type Judgement, judgeMutant } from "../../outer/judge-mutant.js";
import type { PopulationView } from "../../outer/population-view.js";
import { applyDiff, changedFiles, unifiedDiff } from "../../population/candidates/diff.js";
import { treeHash } from "../../population/candidates/tree-hash.js";
import { rulesOf, type SearchScene } from "./iteration-audit.js";
import type { LoggedRun } from "./logged-run.js";
import { lastBegun } from "./planned-episodes.js";
import { placeOfDecision } from "./stored-decisions.js";
import { batchObservations } from "./stored-trajectories.js";

/** What of an admission follows from something else; who admitted it, and why, is bound by its commit. */
type Followed = Pick<DecisionBody<"admission">, "parent" | "parentCommit" | "tree" | "changedFiles" | "diff">;

/**
 * Audits one admission by hand: its place in the order of decisions, its parent, that its diff leads to its tree, and
 * what was decided on its episodes. `before` holds all that was decided earlier. Returns what is decided; null when
 * it was left undecided, or evidence is missing. Never rejects.
 */
export function auditAdmission(
  scene: SearchScene,
  { number, iteration, body }: Admission,
  before: PopulationView,
): Judgement | null {
  const { run, tally } = scene;
  const { decisions } = run;
  try {
    const parentFiles = scene.harnesses.filesOf(body.parent);
    const files = applyDiff(parentFiles, body.diff);
    const followed: Followed = {
      parent: body.parent,
      parentCommit:
        before.members.find(({ candidate }) => candidate === body.parent)?.commit ?? body.parentCommit,
      tree: treeHash(files),
      changedFiles: changedFiles(parentFiles, files),
      diff: unifiedDiff(parentFiles, files),
    };
    decisions.compare(tally, iteration, "admission", { ...body, ...followed });
    auditPlace(run, { number, iteration, body }, tally);
    if (!before.members.some(({ candidate }) => candidate === body.parent)) {
      tally.mismatch(
        "decisions",
        placeOfDecision(iteration, "admission"),
        "has a parent that was no member then",
      );
    }
    const guarded = decisions.has(iteration, "guard") || decisions.has(iteration, "outcome");
    decisions.compare(tally, iteration, "guard", guarded ? { passed: true, findings: [] } : null);
    const observed = (phase: "validate-parent" | "validate-mutant", tree: Followed["tree"]) =>
      batchObservations(run, tally, validationBatch(iteration, phase, tree, run.splits.validation));
    if (!decisions.has(iteration, "outcome")) {
      decisions.leave(iteration, "accept");
      return null;
    }
    const attempt = {
      ended: "evaluated",
      parent: body.parent,
      parentCommit: body.parentCommit,
      admitter: admitterOf(number, body),
      tree: body.tree,
      files,
      summary: summaryOf(body),
      rationale: "",
      parentEvidence:
        before.members.find(({ candidate }) => candidate === body.parent)?.evidence ?? noEvidence,
      parentRun: observed("validate-parent", body.parent),
      mutantRun: observed("validate-mutant", body.tree),
    } as const;
    const judgement = judgeMutant(iteration, attempt, before, rulesOf(run));
    decisions.compare(tally, iteration, "accept", judgement.accept);
    decisions.compare(tally, iteration, "outcome", judgement.outcome);
    return judgement;
  } catch (error) {
    tally.broken("decisions", `admission ${number}`, error);
    for (const kind of ["admission", "guard", "accept", "outcome"] as const) decisions.leave(iteration, kind);
    return null;
  }
}

/**
 * Rows are in the order in which they were stored: what an admission claims to come after lies before it, and what
 * came after it lies behind its end.
 */
function auditPlace(
  { decisions, ...run }: LoggedRun,
  { number, iteration, body }: Admission,
  tally: SearchScene["tally"],
): void {
  const place = placeOfDecision(iteration, "admission");
  const { decided, begun } = body;
  const last = lastBegun({ decisions, ...run });
  const trouble = (what: string) => tally.mismatch("decisions", place, what);
  if (number > 1 && !decisions.has(iteration - 1, "admission")) trouble(`follows no admission ${number - 1}`);
  if (decided > begun || begun > last) {
    trouble(`says decided ${decided} and begun ${begun}, the log leads to ${decided} to ${last}`);
  }
  const proposed = decisions.rowOf(iteration, "admission") ?? 0;
  const ended = decisions.rowOf(iteration, "outcome");
  const first = (from: number, kind: "select" | "outcome") =>
    Math.min(
      ...Array.from(
        { length: Math.max(0, last - from) },
        (_, index) => decisions.rowOf(from + 1 + index, kind) ?? Number.POSITIVE_INFINITY,
      ),
    );
  if (decided > 0 && !((decisions.rowOf(decided, "outcome") ?? Number.POSITIVE_INFINITY) < proposed)) {
    trouble(`stands before the end of iteration ${decided}, which it claims to follow`);
  }
  if (ended === undefined) return;
  if (first(decided, "outcome") < ended) trouble(`stands behind the end of an iteration after ${decided}`);
  if (first(begun, "select") < ended) trouble(`stands behind the beginning of an iteration after ${begun}`);
}
