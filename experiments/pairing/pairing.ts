import type { DocumentId, TreeHash } from "../../foundation/ids.js";
import type { RandomStreams } from "../../foundation/random.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { isConclusive, type Trajectory } from "../../inner/trajectory.js";
import { type Contrast, contrastOf } from "../evaluate/contrast.js";
import { type HarnessDifference, harnessDifference } from "../look/harness-difference.js";
import { ratesByDocument } from "../report/pass-rate.js";
import { type SignFlipTest, signFlipTest } from "../report/sign-flip-test.js";

/** A harness with the episodes it is compared by. */
export interface Competitor {
  readonly name: string;
  readonly tree: TreeHash;
  readonly files: HarnessFiles;
  readonly episodes: readonly Trajectory[];
}

/** Two harnesses on the documents that both have a conclusive episode on; differences are the second minus the first. */
export interface Pairing {
  readonly names: { readonly against: string; readonly edited: string };
  readonly contrast: Omit<Contrast, "rule">;
  readonly test: SignFlipTest;
  readonly harnesses: HarnessDifference;
  /** Documents that only one of both has a conclusive episode on: left out. */
  readonly unpaired: number;
}

export interface PairingOptions {
  readonly titles: ReadonlyMap<DocumentId, string>;
  readonly random: RandomStreams;
}

/** Compares two harnesses by their episodes; without common documents nothing is measured. */
export function pairingOf(
  against: Competitor,
  edited: Competitor,
  { titles, random }: PairingOptions,
): Pairing {
  const [first, second] = [conclusiveDocuments(against), conclusiveDocuments(edited)];
  const common = new Set([...first].filter((document) => second.has(document)));
  const onCommon = ({ episodes }: Competitor) =>
    episodes.filter(({ observation }) => common.has(observation.document));
  const measured = { against: onCommon(against), edited: onCommon(edited) };
  const label = `report/compare/${against.tree}/${edited.tree}`;
  const { rule: _ofARun, ...contrast } = contrastOf(measured, {
    titles: new Map([...titles].map(([document, title]) => [document, { title }])),
    maxInconclusiveShare: 1,
    random: random.fork(label),
  });
  const rates = (episodes: readonly Trajectory[]) =>
    ratesByDocument(episodes.map(({ observation }) => observation));
  return {
    names: { against: against.name, edited: edited.name },
    contrast,
    test: signFlipTest(rates(measured.edited), rates(measured.against), random.fork(`${label}/signs`)),
    harnesses: harnessDifference(against.files, edited.files),
    unpaired: new Set([...first, ...second]).size - common.size,
  };
}

function conclusiveDocuments({ episodes }: Competitor): Set<DocumentId> {
  const conclusive = episodes.filter(({ observation }) => isConclusive(observation.outcome));
  return new Set(conclusive.map(({ observation }) => observation.document));
}
