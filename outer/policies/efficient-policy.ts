import type { DocumentId } from "../../foundation/ids.js";
import type { DecisionBody } from "../decisions.js";
import { type Evidence, evidenceOf, pooled, totalOf } from "../evidence.js";
import { fractionText, verdictOn } from "./accept-mutant.js";
import type { Contest, SearchPolicy, Trial } from "./search-policy.js";
import { selectParent } from "./select-parent.js";
import { shrunk } from "./shrunk-score.js";

/** Documents of a mutant that are run side by side before it is asked whether more are needed. */
const waveSize = 5;
/** Episodes on every validation document that a parent must have; it is run again below that. */
const knownEnough = 2;
/** Shrunk scores hold less noise than means, so less of it has to be tolerated in selection. */
const temperatureFactor = 0.4;

/**
 * The paper's rule of acceptance, with fewer episodes around it. A member's evidence is pooled over all its runs, so a
 * parent that is known is not run again. A mutant is run in waves, and no further once it cannot exceed its parent any
 * more; one that joins was run on every document. Parents are drawn by shrunk scores.
 */
export const efficientPolicy: SearchPolicy = {
  scored: shrunk,
  selectParent: (members, temperature, streams, iteration) =>
    selectParent(shrunk(members), temperature * temperatureFactor, streams, iteration),
  runsParent: ({ evidence }) => [...evidence.values()].every(({ conclusive }) => conclusive < knownEnough),
  waitsForParent: true,
  nextWave,
  judge,
};

function nextWave(trial: Trial): readonly DocumentId[] | null {
  const tried = new Set(trial.mutant.map(({ document }) => document));
  const left = hardestFirst(trial).filter((document) => !tried.has(document));
  if (left.length === 0 || cannotExceed(trial, trial.parent)) return null;
  return left.slice(0, waveSize);
}

/** Documents by what the parent makes of them: a mutant that is no better fails where its parent does, soonest. */
function hardestFirst({ documents, parent }: Trial): DocumentId[] {
  const rate = (document: DocumentId) => {
    const known = parent.get(document);
    return known === undefined ? 0 : known.accepted / known.conclusive;
  };
  return documents.toSorted((one, other) => rate(one) - rate(other));
}

/**
 * Whether the mutant's rate stays at or below its parent's even if it passes every document that is left, on the
 * documents on which both can be compared.
 */
function cannotExceed({ documents, mutant }: Trial, parent: Evidence): boolean {
  const seen = evidenceOf(mutant);
  const lost = new Set(mutant.map(({ document }) => document).filter((document) => !seen.has(document)));
  const compared = documents.filter((document) => parent.has(document) && !lost.has(document));
  const known = totalOf(parent, compared);
  if (known.conclusive === 0) return false;
  const { accepted, conclusive } = totalOf(seen, compared);
  const left = compared.filter((document) => !seen.has(document)).length;
  return (accepted + left) * known.conclusive <= known.accepted * (conclusive + left);
}

/** How the reason goes on of a mutant that was not run on every document. */
export const stoppedShort = "stopped: cannot exceed";

function judge(contest: Contest): DecisionBody<"accept"> {
  const { documents, mutant, parentRun, maxInconclusiveShare } = contest;
  const parent = pooled([contest.parent, evidenceOf(parentRun)]);
  const seen = evidenceOf(mutant);
  const shared = [...seen.keys()].filter((document) => parent.has(document));
  const rates = { parent: totalOf(parent, shared), mutant: totalOf(seen, shared) };
  if (mutant.length < documents.length) {
    const known = totalOf(parent);
    const because = `validation ${fractionText(rates.mutant)}, ${stoppedShort} ${fractionText(known)}`;
    return { parent: known, mutant: rates.mutant, verdict: "reject", because };
  }
  const skipped = new Set(
    mutant.filter(({ outcome }) => outcome === "skipped").map(({ document }) => document),
  );
  const planned = documents.filter((document) => !skipped.has(document)).length;
  return verdictOn(rates, { compared: shared.length, planned, maxInconclusiveShare });
}
