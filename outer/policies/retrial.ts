import type { DocumentId } from "../../foundation/ids.js";
import type { Observation } from "../../inner/trajectory.js";
import type { DecisionBody } from "../decisions.js";
import type { Evidence } from "../evidence.js";
import type { Contest } from "./search-policy.js";

/** A contest that was decided, with what the whole run came to know of both. */
export interface Retrial extends Contest {
  /** The parent's evidence of all turns decided earlier, those included that the iteration did not know of. */
  readonly before: Evidence;
  /** Everything that the run knows of the parent at its end, this contest included. */
  readonly parentAtEnd: Evidence;
  /** The same of the mutant. */
  readonly mutantAtEnd: Evidence;
}

/** How a rule decides on a contest whose episodes were all run. */
export type Judge = (retrial: Retrial) => DecisionBody<"accept">;

/** What is said of a contest that other episodes would be needed for. */
export const cannotBeDecided = "cannot be decided from what was run";

/**
 * The verdict of a rule on a contest in which episodes that it needs may be missing, since an evaluation ended early or
 * the parent was not run again: the one that it comes to whatever they had shown, or none. A rule must not turn
 * against a mutant that passes more or a parent that passes less.
 */
export function decided(judge: Judge, retrial: Retrial, needsParentRun: boolean): DecisionBody<"accept"> {
  const missing = {
    parent: needsParentRun ? untried(retrial.documents, retrial.parentRun) : [],
    mutant: untried(retrial.documents, retrial.mutant),
  };
  const now = judge(retrial);
  if (missing.parent.length === 0 && missing.mutant.length === 0) return now;
  const best = judge(completed(retrial, missing, { parent: "exhausted", mutant: "accepted" }));
  const worst = judge(completed(retrial, missing, { parent: "accepted", mutant: "exhausted" }));
  const { parent, mutant } = now;
  const of = missingText(missing);
  if (best.verdict !== worst.verdict) {
    return { parent, mutant, verdict: "not measured", because: `${cannotBeDecided}: ${of}` };
  }
  return { parent, mutant, verdict: best.verdict, because: `${of}, which could not change it` };
}

interface Missing {
  readonly parent: readonly DocumentId[];
  readonly mutant: readonly DocumentId[];
}

function untried(documents: readonly DocumentId[], run: readonly Observation[]): DocumentId[] {
  const tried = new Set(run.map(({ document }) => document));
  return documents.filter((document) => !tried.has(document));
}

function missingText({ parent, mutant }: Missing): string {
  const sides = [
    parent.length === 0 ? null : `parent not run again on ${parent.length}`,
    mutant.length === 0 ? null : `mutant not run on ${mutant.length}`,
  ];
  return `${sides.filter((side) => side !== null).join(", ")} ${
    parent.length + mutant.length === 1 ? "document" : "documents"
  }`;
}

function completed(
  retrial: Retrial,
  missing: Missing,
  outcome: Readonly<Record<keyof Missing, "accepted" | "exhausted">>,
): Retrial {
  const [any] = retrial.mutant;
  if (any === undefined) return retrial;
  const run = (side: keyof Missing) =>
    missing[side].map((document): Observation => ({ ...any, document, outcome: outcome[side] }));
  const imagined = (side: keyof Missing, evidence: Evidence): Evidence => {
    const accepted = outcome[side] === "accepted" ? 1 : 0;
    const added = missing[side].filter((document) => !evidence.has(document));
    return new Map([
      ...evidence,
      ...added.map((document) => [document, { accepted, conclusive: 1 }] as const),
    ]);
  };
  return {
    ...retrial,
    parentRun: [...retrial.parentRun, ...run("parent")],
    mutant: [...retrial.mutant, ...run("mutant")],
    mutantAtEnd: imagined("mutant", retrial.mutantAtEnd),
  };
}
