import type { DocumentId } from "../../foundation/ids.js";
import type { Random } from "../../foundation/random.js";
import { type Outcome, outcomes, type Trajectory } from "../../inner/trajectory.js";
import { addUsage, noUsage, type Usage } from "../../models/usage.js";
import type { DecisionBody, Rate } from "../../outer/decisions.js";
import { rateOf, strictlyBetter } from "../../outer/policies/accept-mutant.js";
import { failureCounts } from "../../outer/render/trajectory-line.js";
import { differenceEstimate, type Estimate, rateEstimate } from "../report/interval.js";
import { ratesByDocument, shareOf } from "../report/pass-rate.js";
import type { Measured } from "./measure.js";

/** What was measured of one harness. */
export interface Side {
  readonly rate: Rate;
  readonly estimate: Estimate;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** How often rounds were lost in each way, over all episodes. */
  readonly failures: readonly { readonly mode: string; readonly count: number }[];
  readonly used: Usage;
}

export interface DocumentContrast {
  readonly document: DocumentId;
  readonly title: string;
  /** Null without a conclusive episode. */
  readonly against: Rate | null;
  readonly edited: Rate | null;
  readonly winner: "edited" | "against" | "neither";
}

/** Two harnesses on the same documents. */
export interface Contrast {
  readonly against: Side;
  readonly edited: Side;
  /** Edited minus the other, over the documents conclusive for both. */
  readonly difference: Estimate;
  readonly documents: readonly DocumentContrast[];
  /** What a run's own rule says of these episodes. */
  readonly rule: DecisionBody<"accept">;
}

export interface ContrastOptions {
  readonly titles: ReadonlyMap<DocumentId, { readonly title: string }>;
  readonly maxInconclusiveShare: number;
  readonly random: Random;
}

/** Sums up both sides; intervals resample documents. */
export function contrastOf(
  { against, edited }: Measured,
  { titles, maxInconclusiveShare, random }: ContrastOptions,
): Contrast {
  const observed = {
    against: against.map(({ observation }) => observation),
    edited: edited.map(({ observation }) => observation),
  };
  const rates = { against: ratesByDocument(observed.against), edited: ratesByDocument(observed.edited) };
  const documents = [...new Set(observed.against.map(({ document }) => document))];
  return {
    against: sideOf(against, rates.against, random),
    edited: sideOf(edited, rates.edited, random),
    difference: differenceEstimate(rates.edited, rates.against, random),
    documents: documents.map((document) => {
      const pair = {
        against: rates.against.get(document) ?? null,
        edited: rates.edited.get(document) ?? null,
      };
      return { document, title: titles.get(document)?.title ?? "", ...pair, winner: winnerOf(pair) };
    }),
    rule: strictlyBetter(observed.against, observed.edited, maxInconclusiveShare),
  };
}

function sideOf(
  trajectories: readonly Trajectory[],
  rates: ReadonlyMap<DocumentId, Rate>,
  random: Random,
): Side {
  const observations = trajectories.map(({ observation }) => observation);
  const ended = (outcome: Outcome) => observations.filter((one) => one.outcome === outcome).length;
  return {
    rate: rateOf(observations),
    estimate: rateEstimate(rates, random),
    outcomes: Object.fromEntries(outcomes.map((outcome) => [outcome, ended(outcome)])) as Side["outcomes"],
    failures: failuresOf(trajectories),
    used: observations.map(({ cost }) => cost).reduce(addUsage, noUsage),
  };
}

function failuresOf(trajectories: readonly Trajectory[]): Side["failures"] {
  const counts = new Map<string, number>();
  const add = (mode: string, count: number) => counts.set(mode, (counts.get(mode) ?? 0) + count);
  for (const { events } of trajectories) {
    const failed = failureCounts(events);
    add("draft refused", failed.draftRefused);
    add("verification failed", failed.verificationFailed);
    add("too easy", failed.tooEasy);
    add("strong failed", failed.strongFailed);
    add("examination failed", failed.examinationFailed);
    add("not measured", failed.notMeasured);
    for (const [stage, count] of failed.otherStages) add(`${stage} failed otherwise`, count);
  }
  return [...counts].map(([mode, count]) => ({ mode, count }));
}

function winnerOf({
  against,
  edited,
}: Pick<DocumentContrast, "against" | "edited">): DocumentContrast["winner"] {
  const [before, now] = [against, edited].map((rate) => (rate === null ? null : shareOf(rate)));
  if (before === null || now === null || before === undefined || now === undefined || before === now) {
    return "neither";
  }
  return now > before ? "edited" : "against";
}
