import { fixedEnvironment } from "../../foundation/environment.js";
import { parseKey } from "../../models/call-key.js";
import { recorded } from "../../models/record.js";
import { type Admission, decidedAdmissions } from "../../outer/admission.js";
import { finalSchema } from "../../outer/decisions.js";
import { iterate } from "../../outer/search.js";
import { admissionNumber } from "../../population/history/admission-number.js";
import { iterationOfCall } from "../../population/history/digest.js";
import type { History, HistoryReader } from "../../population/history/history.js";
import { assemble, type Surroundings } from "../assemble.js";
import { openRun } from "../open-run.js";
import type { PreparedExperiment } from "../prepare.js";
import { searchToEnd } from "../run-experiment.js";
import { comparingHistory } from "./comparing-history.js";
import { comparingModel } from "./comparing-model.js";
import { copyLostEpisodes } from "./lost-episodes.js";
import { differenceOf, ReplayDiverged } from "./replay-diverged.js";
import type { ReplaySpan } from "./replay-span.js";

export interface ReplayResult {
  /** The history digest that run and replay share. */
  readonly digest: string;
  /** Episodes taken over as they were, since a provider had cut them short. */
  readonly lostEpisodes: number;
}

/**
 * Executes a logged run again, with every completion served from its log and nothing else, into the new run folder
 * of `prepared`. What it asks, sees and decides is compared with the run as it goes, and the digests at the end.
 * Rejects with ReplayDiverged at the first difference, RunStopped on request.
 */
export async function replayRun(
  run: HistoryReader,
  prepared: PreparedExperiment,
  span: ReplaySpan,
  surroundings: Omit<Surroundings, "environment">,
): Promise<ReplayResult> {
  const history = await openRun(prepared, surroundings.clock);
  try {
    const until = span.kind === "until" ? span.until : Number.POSITIVE_INFINITY;
    const stretches = stretchesOf(span, decidedAdmissions(run.decisions));
    const admitted = new Set(stretches.at(-1)?.admissions.map(({ iteration }) => iteration));
    const lostEpisodes = await copyLostEpisodes(run, history, (iteration) =>
      admissionNumber(iteration) === null ? iteration <= until : admitted.has(iteration),
    );
    for (const stretch of stretches) await execute(run, prepared, history, stretch, surroundings);
    await history.flush();
    return { digest: requireSameDigest(run, history, until), lostEpisodes };
  } finally {
    await history.close();
  }
}

/** What is executed at once, from the beginning; what earlier stretches brought is found in the log. */
interface Stretch {
  readonly iterations: number;
  readonly admissions: readonly Admission[];
  /** Whether the run came to its end after them. */
  readonly toEnd: boolean;
}

/** An end knows admissions from before it; those that followed the last one are executed after it. */
function stretchesOf(span: ReplaySpan, admissions: readonly Admission[]): Stretch[] {
  const before = (iterations: number) => admissions.filter(({ body }) => body.decided < iterations);
  if (span.kind === "until") {
    const iterations = span.until;
    return [{ iterations, admissions: before(iterations + 1), toEnd: false }];
  }
  const ends = span.ends.map((iterations) => ({ iterations, admissions: before(iterations), toEnd: true }));
  const last = ends.at(-1);
  if (last === undefined || last.admissions.length === admissions.length) return ends;
  return [...ends, { iterations: last.iterations, admissions, toEnd: false }];
}

async function execute(
  run: HistoryReader,
  whole: PreparedExperiment,
  history: History & HistoryReader,
  { iterations, admissions, toEnd }: Stretch,
  surroundings: Omit<Surroundings, "environment">,
): Promise<void> {
  const limit = toEnd ? limitAtEnd(run, iterations) : null;
  const prepared = endingAfter(whole, iterations, limit);
  const { seats, definition } = prepared;
  const rootSeed = definition.seed;
  const compared = comparingHistory(history, run);
  const model = recorded(comparingModel(run.calls, seats, rootSeed), {
    seats,
    rootSeed,
    log: history.calls,
    onCall: surroundings.onCall,
  });
  const offline = { ...surroundings, environment: fixedEnvironment({}) };
  const assembly = await assemble(prepared, compared, offline, model);
  const setting = { ...assembly.setting, admissions };
  try {
    if (toEnd) await searchToEnd(prepared, compared, { ...assembly, setting });
    else await iterate(setting);
  } finally {
    await assembly.close();
  }
}

/** The limit on episodes that ended the run there; null when it was none. */
function limitAtEnd(run: HistoryReader, iterations: number): number | null {
  const final = run.decisions.find(iterations + 1, "final");
  return final === undefined ? null : (finalSchema.parse(final.body).usedUp?.limit ?? null);
}

/** One iteration more is asked for than a limit on episodes lets begin. */
function endingAfter(
  prepared: PreparedExperiment,
  iterations: number,
  episodes: number | null,
): PreparedExperiment {
  const { definition } = prepared;
  const search = {
    ...definition.search,
    iterations: episodes === null ? iterations : iterations + 1,
    episodes,
  };
  return { ...prepared, definition: { ...definition, search } };
}

function requireSameDigest(run: HistoryReader, replay: HistoryReader, until: number): string {
  const [before, now] = [run.digest(until), replay.digest(until)];
  if (before === now) return now;
  const asked = new Set(replay.calls.keysUnder(""));
  const missing = run.calls
    .keysUnder("")
    .filter((key) => !asked.has(key) && iterationOfCall(parseKey(key)) <= until);
  throw new ReplayDiverged(
    `history digest ${now.slice(0, 16)}`,
    missing.length === 0
      ? `is not that of the run, ${before.slice(0, 16)}, though all it decided is the same: run \`audit\` on the run`
      : `is not that of the run: ${missing.length} of its calls were not asked, first ${missing[0]}`,
    differenceOf(run.calls.readCall(missing[0] ?? "")?.request, undefined),
  );
}
