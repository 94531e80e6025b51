import type { DocumentId } from "../foundation/ids.js";
import type { Observation } from "../inner/trajectory.js";
import { type Evidence, evidenceOf, pooled } from "./evidence.js";
import type { SearchPolicy } from "./policies/search-policy.js";
import type { ScoredMember } from "./policies/select-parent.js";
import { settle } from "./settle.js";

/** Who is to be compared, by which rules, and how each side is run. */
export interface BothSides {
  readonly policy: Pick<SearchPolicy, "runsParent" | "waitsForParent" | "nextWave">;
  readonly parent: ScoredMember;
  /** All validation documents. */
  readonly documents: readonly DocumentId[];
  /** The parent on all of them. */
  runParent(): Promise<readonly Observation[]>;
  /** The mutant on some more of them. @param from how many it was run on before. */
  runWave(wave: readonly DocumentId[], from: number): Promise<readonly Observation[]>;
}

/** Runs a parent and its mutant on as many validation documents as the policy asks for. */
export async function runBothSides(
  sides: BothSides,
): Promise<{ readonly parentRun: readonly Observation[]; readonly mutantRun: readonly Observation[] }> {
  const { policy, parent } = sides;
  const running = policy.runsParent(parent) ? sides.runParent() : Promise.resolve([]);
  const known = policy.waitsForParent
    ? running.then((run) => pooled([parent.evidence, evidenceOf(run)]))
    : Promise.resolve(parent.evidence);
  const [parentRun = [], mutantRun = []] = await settle([
    running,
    known.then((evidence) => inWaves(sides, evidence)),
  ]);
  return { parentRun, mutantRun };
}

async function inWaves(
  { policy, documents, runWave }: BothSides,
  parent: Evidence,
): Promise<readonly Observation[]> {
  const mutant: Observation[] = [];
  for (;;) {
    const wave = policy.nextWave({ documents, parent, mutant });
    if (wave === null) return mutant;
    mutant.push(...(await runWave(wave, mutant.length)));
  }
}
