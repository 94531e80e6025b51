import type { DocumentId, TreeHash } from "../../foundation/ids.js";
import type { DecisionBody } from "../decisions.js";
import { type Evidence, evidenceOf, pooled, totalOf } from "../evidence.js";
import { fractionText, verdictOn } from "./accept-mutant.js";
import type { Contest, SearchPolicy, Standing, Trial } from "./search-policy.js";
import { selectParent } from "./select-parent.js";
import { shrunk, usualPrior } from "./shrunk-score.js";

/** What the policy consists of; each part can be taken out or changed for itself, and its worth measured. */
export interface EfficientParts {
  /** Documents of a mutant that are run side by side before it is asked whether more are needed. */
  readonly waveSize: number;
  /** Whether a mutant's documents come in the order of the parent's pass rate on them, the lowest first. */
  readonly hardestFirst: boolean;
  /** Episodes on some validation document that a parent must have; it is run again below that. */
  readonly knownEnough: number;
  /** Episodes that the prior of a member's score counts for; 0 for plain pooled means. */
  readonly priorEpisodes: number;
  /** What the temperature is multiplied by: shrunk scores hold less noise, so less of it has to be tolerated. */
  readonly temperatureFactor: number;
  /** See Boltzmann: without it a leader whose every edit was tried is drawn again and again. */
  readonly patience: number;
  /** Episodes for finalists, as a share of those of the search. */
  readonly finalistShare: number;
  /** Finalists that are run side by side. */
  readonly fieldSize: number;
}

export const efficientParts: EfficientParts = {
  waveSize: 3,
  hardestFirst: true,
  knownEnough: 2,
  priorEpisodes: usualPrior,
  temperatureFactor: 0.2,
  patience: 4,
  finalistShare: 0.1,
  fieldSize: 4,
};

/**
 * The paper's rule of acceptance, with fewer episodes around it. A member's evidence is pooled over all its runs, so a
 * parent that is known is not run again. A mutant is run in waves, and no further once it cannot exceed its parent any
 * more; one that joins was run on every document. Parents are drawn by shrunk scores, less often the longer nothing came
 * of them, and before the final choice the best are run afresh.
 */
export function efficient(parts: EfficientParts): SearchPolicy {
  const { knownEnough, priorEpisodes, temperatureFactor, patience } = parts;
  const scored = (members: Standing["members"]) => shrunk(members, priorEpisodes);
  return {
    scored,
    selectParent: (members, temperature, streams, iteration) =>
      selectParent(
        scored(members),
        { temperature: temperature * temperatureFactor, patience },
        streams,
        iteration,
      ),
    runsParent: ({ evidence }) => [...evidence.values()].every(({ conclusive }) => conclusive < knownEnough),
    waitsForParent: true,
    nextWave: (trial) => nextWave(trial, parts),
    judge,
    nextFinalists: (standing) => nextFinalists(standing, scored, parts),
  };
}

export const efficientPolicy = efficient(efficientParts);

function nextWave(
  trial: Trial,
  { waveSize, hardestFirst }: Pick<EfficientParts, "waveSize" | "hardestFirst">,
): readonly DocumentId[] | null {
  const tried = new Set(trial.mutant.map(({ document }) => document));
  const documents = hardestFirst ? byParentsRate(trial) : trial.documents;
  const left = documents.filter((document) => !tried.has(document));
  if (left.length === 0 || cannotExceed(trial, trial.parent)) return null;
  return left.slice(0, waveSize);
}

/** Documents by what the parent makes of them: a mutant that is no better fails where its parent does, soonest. */
function byParentsRate({ documents, parent }: Trial): DocumentId[] {
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

/** The best members by what is known, fresh runs included, as long as the share of the search's episodes lasts. */
function nextFinalists(
  { members, documents, searched, onFinalists }: Standing,
  scored: SearchPolicy["scored"],
  { finalistShare, fieldSize }: Pick<EfficientParts, "finalistShare" | "fieldSize">,
): readonly TreeHash[] | null {
  const affordable = Math.floor((finalistShare * searched - onFinalists) / documents);
  const field = Math.min(fieldSize, members.length, affordable);
  if (field < 2) return null;
  const ranked = scored(members).toSorted((one, other) => other.score - one.score);
  return ranked.slice(0, field).map(({ candidate }) => candidate);
}
