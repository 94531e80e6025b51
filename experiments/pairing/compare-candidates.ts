import { UsageError } from "../../foundation/errors.js";
import type { DocumentId } from "../../foundation/ids.js";
import { type RandomStreams, randomStreams } from "../../foundation/random.js";
import type { Trajectory } from "../../inner/trajectory.js";
import { outcomeSchema } from "../../outer/decisions.js";
import type { RunFacts } from "../report/run-facts.js";
import { stoppedEarly } from "../report/stopped-early.js";
import { type Competitor, type Pairing, pairingOf } from "./pairing.js";
import { type Contestant, documentsIn, type PreparedPairing } from "./prepare-pairing.js";
import { type ComparedSplit, looksAtTest, recordedEpisodes } from "./recorded-episodes.js";

/** Candidates compared with the first of them, and what the comparison rests on. */
export interface CandidatesCompared {
  readonly split: ComparedSplit;
  /** Episodes of each candidate on each document that were run for this comparison; null when runs' own are read. */
  readonly fresh: number | null;
  /** Documents of the split in the first run. */
  readonly documents: number;
  /**
   * Of these, those that can be compared: of the same split in every run; with fresh episodes, those that no other run
   * has used before.
   */
  readonly shared: number;
  /** Candidates other than a baseline that the runs, and this comparison, have measured on test documents. */
  readonly looks: number;
  /** Names of those that a run stopped before they were run on every validation document, where its episodes are read. */
  readonly stoppedEarly: readonly string[];
  readonly simulated: RunFacts["simulated"];
  readonly pairings: readonly Pairing[];
}

/** What was run for a comparison. */
export interface FreshEpisodes {
  /** Of each contestant, in their order. */
  readonly episodes: readonly (readonly Trajectory[])[];
  readonly documents: readonly DocumentId[];
  /** Episodes of each on each document. */
  readonly times: number;
}

export interface ComparisonOptions {
  readonly split: ComparedSplit;
  /** Null to read what the runs have. */
  readonly fresh: FreshEpisodes | null;
}

/**
 * Compares each candidate with the first by what is measured of them on a split.
 * @throws UsageError when two have no document in common that both were measured on, naming what runs it.
 */
export function compareCandidates(
  { contestants, runs }: PreparedPairing,
  { split, fresh }: ComparisonOptions,
): CandidatesCompared {
  const [first, ...others] = contestants;
  const episodesOf = (contestant: Contestant, at: number): readonly Trajectory[] =>
    fresh?.episodes[at] ?? recordedEpisodes(contestant.opened.history, contestant.entry.tree, split);
  const competitors = contestants.map(
    (contestant, at): Competitor => ({
      name: contestant.name,
      tree: contestant.entry.tree,
      files: contestant.files,
      episodes: episodesOf(contestant, at),
    }),
  );
  const [against, ...rest] = competitors;
  if (against === undefined) throw new Error("a comparison of nobody");
  const titles = new Map<DocumentId, string>(runs.flatMap((run) => [...run.titles]));
  const random = streamsOf(first);
  const pairings = rest.map((edited) => pairingOf(against, edited, { titles, random }));
  for (const [at, pairing] of pairings.entries()) requireEvidence(pairing, [first, others[at]], split);
  const ofFirst = documentsIn(first.opened, split);
  return {
    split,
    fresh: fresh?.times ?? null,
    documents: ofFirst.length,
    shared: fresh?.documents.length ?? inEvery(ofFirst, runs, split),
    looks: looksOf(contestants, runs, fresh !== null && split === "test"),
    stoppedEarly:
      fresh === null && split === "validation" ? contestants.filter(wasStopped).map(({ name }) => name) : [],
    simulated: simulatedOf(runs),
    pairings,
  };
}

function inEvery(
  documents: readonly DocumentId[],
  runs: PreparedPairing["runs"],
  split: ComparedSplit,
): number {
  const drawn = runs.map((run) => new Set(documentsIn(run, split)));
  return documents.filter((document) => drawn.every((ofRun) => ofRun.has(document))).length;
}

function wasStopped({ opened, entry }: Contestant): boolean {
  const body = opened.history.decisions.find(entry.iteration, "outcome")?.body;
  return body !== undefined && stoppedEarly(outcomeSchema.parse(body));
}

function streamsOf({ opened }: Contestant): RandomStreams {
  return randomStreams(opened.view.definition.seed);
}

function looksOf(
  contestants: readonly Contestant[],
  runs: PreparedPairing["runs"],
  withThese: boolean,
): number {
  const looked = new Set(runs.flatMap(({ history }) => [...looksAtTest(history)]));
  const shown = contestants.filter(({ entry }) => withThese && entry.standing !== "baseline");
  return new Set([...looked, ...shown.map(({ entry }) => entry.tree)]).size;
}

function simulatedOf(runs: PreparedPairing["runs"]): RunFacts["simulated"] {
  const shares = new Set(runs.map(({ view }) => view.facts.simulated));
  return shares.size === 1 ? ([...shares][0] ?? "none") : "some";
}

function requireEvidence(
  { names, contrast }: Pairing,
  pair: readonly (Contestant | undefined)[],
  split: ComparedSplit,
): void {
  if (contrast.documents.length > 0) return;
  const elsewhere = pair[0]?.opened === pair[1]?.opened ? "" : ", and other runs have drawn other documents";
  throw new UsageError(
    `there is no ${split} document on which ${names.against} and ${names.edited} both have a conclusive episode${elsewhere}: ` +
      "add --evaluate 1 to run what is missing",
  );
}
