import type { TreeHash } from "../../foundation/ids.js";
import { type RandomStreams, randomStreams } from "../../foundation/random.js";
import { inLongStage } from "../../foundation/stages.js";
import type { Split } from "../../inner/corpus/document.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { Observation } from "../../inner/trajectory.js";
import { preflight } from "../../models/preflight.js";
import { settle } from "../../outer/settle.js";
import { unifiedDiff } from "../../population/candidates/diff.js";
import { ThreeWayMerges } from "../../population/candidates/three-way-merge.js";
import type { History, HistoryReader } from "../../population/history/history.js";
import { type Assembly, assemble, type Surroundings } from "../assemble.js";
import { placeOf } from "../evaluate/place-of.js";
import { openRun } from "../open-run.js";
import { resumable } from "../resumable.js";
import { type Contrast, contrastOf, effectsOf, type Measured } from "./effects.js";
import type { GuardedRemoval, PreparedAblation } from "./prepare-ablation.js";
import { type Edit, filesAfter } from "./removals.js";
import { hitchhikers, missed, type Row, type Smaller, smallerWithout, withOneMore } from "./smaller.js";

/** What came of taking the edits of a candidate back. */
export interface Ablation {
  /** One for every edit, the first one first. */
  readonly rows: readonly Row[];
  readonly repeats: number;
  readonly candidate: readonly Observation[];
  /** Null when no edit is to go. */
  readonly smaller: MeasuredSmaller | null;
}

export interface MeasuredSmaller extends Smaller {
  /** Edits that carry nothing each, and were put back because all of them together were missed. */
  readonly putBack: readonly Edit[];
  /** What the guard has against it; it is not measured then. */
  readonly findings: readonly string[];
  /** On validation documents, and on test documents once it was written down. */
  readonly validation: Contrast | null;
  readonly test: Contrast | null;
}

export interface AblationOptions {
  /** Episodes of every harness on every document. */
  readonly repeats: number;
  /** Writes the smaller harness down before any test document is looked at; absent when neither is wanted. */
  readonly write?: ((smaller: MeasuredSmaller) => Promise<void>) | undefined;
  /** Told what is measured next, and in how many episodes. */
  readonly onStage: (what: string, episodes: number) => void;
}

/**
 * Measures a candidate with all its edits and without each, then without all that carry nothing: fresh episodes on the
 * validation documents, in a folder of their own. Episodes that the folder already holds are not run again. Rejects as
 * runExperiment does.
 */
export async function ablate(
  prepared: PreparedAblation,
  guarded: readonly GuardedRemoval[],
  surroundings: Surroundings,
  options: AblationOptions,
): Promise<Ablation> {
  const { experiment } = prepared;
  const { clock, environment } = surroundings;
  await preflight({ seats: experiment.seats, environment, clock });
  const history = await inLongStage("startup", () => openRun(experiment, clock));
  try {
    const assembly = await inLongStage("startup", () => assemble(experiment, history, surroundings));
    try {
      const bench = new Bench(prepared, assembly, history, options);
      const rows = await rowsOf(bench, guarded);
      const smaller = await smallerOf(bench, rows);
      await history.flush();
      const candidate = bench.observations("validation").get(prepared.candidate.tree) ?? [];
      return { rows, repeats: options.repeats, candidate, smaller };
    } finally {
      await assembly.close();
    }
  } catch (error) {
    throw resumable(error);
  } finally {
    await history.close().catch(() => {}); // what was refused before is refused again
  }
}

interface Harness {
  readonly tree: TreeHash;
  readonly files: HarnessFiles;
}

/** Where harnesses are measured side by side, and what was measured so far. */
class Bench {
  readonly whole: Harness;
  readonly streams: RandomStreams;
  readonly #measured = { train: new Map(), validation: new Map(), test: new Map() } as Record<
    Split,
    Map<TreeHash, readonly Observation[]>
  >;

  constructor(
    readonly prepared: PreparedAblation,
    readonly assembly: Assembly,
    private readonly history: History & HistoryReader,
    readonly options: AblationOptions,
  ) {
    this.whole = { tree: prepared.candidate.tree, files: filesAfter(prepared.edits) };
    this.streams = randomStreams(prepared.experiment.definition.seed);
  }

  observations(split: Split): Measured {
    return this.#measured[split];
  }

  /** Runs those of the harnesses that were not measured on the split before, all at once. */
  async measure(what: string, split: "validation" | "test", harnesses: readonly Harness[]): Promise<void> {
    const measured = this.#measured[split];
    const { setting } = this.assembly;
    const fresh = [...new Map(harnesses.map((one) => [one.tree, one])).values()].filter(
      ({ tree }) => !measured.has(tree),
    );
    if (fresh.length === 0) return;
    const { repeats, onStage } = this.options;
    onStage(what, fresh.length * setting.splits[split].length * repeats);
    const places: number[] = [];
    for (const { tree, files } of fresh) {
      places.push(await placeOf(this.history, tree));
      await this.history.run.put(`harness.${tree}`, unifiedDiff(setting.baseline, files));
    }
    const all = await settle(
      fresh.map(({ tree, files }, index) =>
        setting.episodes({
          iteration: places[index] ?? 0,
          phase: split === "validation" ? "validate-mutant" : "test-best",
          purpose: "ablate",
          split,
          candidate: tree,
          files,
          documents: setting.splits[split],
          repeat: 0,
          times: repeats,
        }),
      ),
    );
    for (const [index, { tree }] of fresh.entries()) {
      measured.set(
        tree,
        (all[index] ?? []).map(({ observation }) => observation),
      );
    }
  }

  contrast(split: "validation" | "test", smaller: TreeHash): Contrast {
    return contrastOf(this.observations(split), { candidate: this.whole.tree, smaller }, this.streams, split);
  }
}

/** The harness that is left of a removal; null where none is to be measured. */
export function measurable({ removal, findings }: GuardedRemoval): Harness | null {
  return removal.kind === "comes off" && findings.length === 0 ? removal : null;
}

async function rowsOf(bench: Bench, guarded: readonly GuardedRemoval[]): Promise<Row[]> {
  const harnesses = guarded.flatMap((one) => measurable(one) ?? []);
  if (harnesses.length > 0) {
    await bench.measure("with all edits, and without each", "validation", [bench.whole, ...harnesses]);
  }
  const effects = effectsOf(
    bench.observations("validation"),
    bench.whole.tree,
    harnesses.map(({ tree }) => tree),
    bench.streams,
  );
  let next = 0;
  return guarded.map((one) => ({
    ...one,
    effect: measurable(one) === null ? null : (effects[next++] ?? null),
  }));
}

/** Takes back all that carries nothing, and puts edits back one by one for as long as they are missed together. */
async function smallerOf(bench: Bench, rows: readonly Row[]): Promise<MeasuredSmaller | null> {
  const { prepared, assembly, options } = bench;
  const putBack: Edit[] = [];
  const merges = await ThreeWayMerges.open();
  try {
    for (let removed = hitchhikers(rows); removed.length > 0; ) {
      const smaller = await smallerWithout(merges, prepared.edits, removed);
      if (smaller === null) return null;
      const { findings } = await assembly.agents.checks.beforeValidation(bench.whole.files, smaller.files);
      const unmeasured = { ...smaller, putBack, findings, validation: null, test: null };
      if (findings.length > 0) return unmeasured;
      await bench.measure("without all that carry nothing", "validation", [smaller]);
      const validation = bench.contrast("validation", smaller.tree);
      if (!missed(validation)) return await tested(bench, { ...unmeasured, validation }, options);
      const { back, rest } = withOneMore(removed, rows);
      putBack.push(back);
      removed = rest;
    }
    return null;
  } finally {
    await merges.close();
  }
}

/** Only what was written down is looked at on test documents, so that they choose nothing. */
async function tested(
  bench: Bench,
  smaller: MeasuredSmaller,
  { write }: AblationOptions,
): Promise<MeasuredSmaller> {
  if (write === undefined) return smaller;
  await write(smaller);
  if (bench.assembly.setting.splits.test.length === 0) return smaller;
  await bench.measure("final look at test documents", "test", [bench.whole, smaller]);
  return { ...smaller, test: bench.contrast("test", smaller.tree) };
}
