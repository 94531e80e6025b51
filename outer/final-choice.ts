import type { DocumentId, TreeHash } from "../foundation/ids.js";
import type { Observation } from "../inner/trajectory.js";
import { finalistBatch, type PlannedBatch } from "./batches.js";
import type { DecisionBody } from "./decisions.js";
import { type EpisodesUsedUp, searchedEpisodes } from "./episode-limit.js";
import { evidenceOf } from "./evidence.js";
import type { SearchPolicy } from "./policies/search-policy.js";
import { evaluated, finalOf, type PopulationView } from "./population-view.js";
import { settle } from "./settle.js";

/** What the choice of the member that a run ends with is made from. */
export interface FinalScene {
  readonly policy: Pick<SearchPolicy, "scored" | "nextFinalists">;
  /** All iterations that have ended. */
  readonly iterations: number;
  /** When a limit on episodes ended the search. */
  readonly usedUp: EpisodesUsedUp | null;
  /** Training documents of each iteration. */
  readonly minibatch: number;
  /** All validation documents. */
  readonly documents: readonly DocumentId[];
  /** Runs a batch, or finds what was run. */
  run(batch: PlannedBatch): Promise<readonly Observation[]>;
}

/**
 * The member a run ends with. First the policy may have a few members run afresh, wave by wave: what is known of them
 * then counts in this choice alone and in no iteration, so that a run that goes on beyond its end goes on as if it had
 * not ended.
 * @throws RangeError when there is no member.
 */
export async function chooseFinal(view: PopulationView, scene: FinalScene): Promise<DecisionBody<"final">> {
  const { policy, iterations, minibatch, documents, usedUp, run } = scene;
  const searched = searchedEpisodes(view, iterations, minibatch);
  const repeats = new Map<TreeHash, number>();
  let members = view.members;
  let onFinalists = 0;
  for (;;) {
    const wave = policy.nextFinalists({ members, documents: documents.length, searched, onFinalists });
    if (wave === null) break;
    const batches = wave.map((candidate, at) => {
      const from = onFinalists + at * documents.length;
      return finalistBatch(iterations, candidate, documents, { repeat: repeats.get(candidate) ?? 0, from });
    });
    const runs = await settle(batches.map((batch) => run(batch)));
    for (const [at, candidate] of wave.entries()) {
      members = evaluated(members, { candidate, evidence: evidenceOf(runs[at] ?? []) });
      repeats.set(candidate, (repeats.get(candidate) ?? 0) + 1);
    }
    onFinalists += wave.length * documents.length;
  }
  const finalists = [...repeats].map(([candidate, fresh]) => ({ candidate, fresh }));
  return {
    ...finalOf(members, policy),
    ...(finalists.length > 0 && { finalists }),
    ...(usedUp !== null && { usedUp }),
  };
}
