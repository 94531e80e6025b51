import { availableParallelism } from "node:os";
import { UsageError } from "../../foundation/errors.js";
import { explained } from "../../population/history/connection.js";
import { Evidence } from "../../population/history/evidence.js";
import { callShape } from "../../population/history/tables/calls.js";
import { observationShape } from "../../population/history/tables/observations.js";
import { runShape } from "../../population/history/tables/run-record.js";
import { requireSearch } from "../identity.js";
import { digestOfEnd } from "../run-end.js";
import { auditAblated } from "./ablated-audit.js";
import { AuditDesk, type AuditJob, auditChain, auditJobs } from "./audit-jobs.js";
import { auditDocuments } from "./document-audit.js";
import { auditExperiment } from "./experiment-audit.js";
import { JobPool } from "./job-pool.js";
import { type LoggedRun, loggedRun } from "./logged-run.js";
import { endsOf } from "./planned-episodes.js";
import { auditPopulation } from "./population-audit.js";
import { Tally, type TallyReport } from "./tally.js";

/** What was audited, and what came of it. */
export interface AuditResult {
  readonly size: { readonly iterations: number; readonly episodes: number; readonly calls: number };
  /** Null when the history does not say which experiment it belongs to. */
  readonly experiment: {
    readonly name: string;
    readonly seed: number;
    readonly plannedIterations: number;
  } | null;
  /** History digest of the last end that the run came to; null when it has come to none. */
  readonly digest: string | null;
  /** Whether the run has come to the end it was last started for. */
  readonly finished: boolean;
  readonly withGit: boolean;
  readonly report: TallyReport;
}

export interface AuditOptions {
  /** The SQLite file. */
  readonly history: string;
  /** The population's repository; null when only the history is audited. */
  readonly population: string | null;
  /** Processes to work in; by default as many as the machine has cores, and none besides this for a small run. */
  readonly processes?: number;
}

/** A run with fewer calls is audited faster than further processes start. */
const smallRun = 30_000;

/**
 * Recomputes everything that a run claims from what it logged, and compares it with what is stored: by the rules that
 * the run itself applied, on stored evidence. One moment of the run is audited as far as it goes; nothing is changed.
 *
 * Of somebody who changes what is stored and recomputes the tamper chain afterwards, an audit finds what changes
 * anything that follows from something else: requests, settings, seeds; replies of verifier, solvers, judge, analyzer
 * and implementer; marks, scores, verdicts, outcomes, rounds, costs of episodes; draws, decisions, candidates,
 * documents, splits; rows that nothing leads to. By the history digest alone, which must then be recomputed as well
 * and in git too, it finds: another reply of the main agent or the challenger (under its own hash), a note or a
 * refused draft that says something else, a refusal for no limit, the words in which a harness failed, ticks. Replay
 * shows that those follow. By the chain alone it finds what nothing follows from: base URL, answering model, retries,
 * dropped parameters, times; failed tries, notices, cached tokens; tokens and costs of the outer loop's agents; the
 * source of a document, the title of one that was shown to nobody; settings of a definition that change no result; how
 * a text is packed. That the end of an unfinished run was cut off with its links shows only in git, and only what was
 * committed. A test changes every column of every table and holds this list.
 *
 * @throws UsageError when there is no history, or no search in it, or git cannot be run.
 */
export async function auditRun(options: AuditOptions): Promise<AuditResult> {
  const evidence = new Evidence(options.history);
  let pool: JobPool | null = null;
  try {
    const tally = new Tally();
    const size = {
      iterations: 0,
      episodes: evidence.count(observationShape),
      calls: evidence.count(callShape),
    };
    if (size.calls === 0 && evidence.count(runShape) === 0) {
      throw new UsageError("this history holds no run: name the folder or the history file of one");
    }
    requireSearch(identityIn(evidence));
    const processes = options.processes ?? (size.calls < smallRun ? 0 : availableParallelism());
    pool = processes === 0 ? null : new JobPool(options.history, processes);
    const run = await tally.guarded("experiment", "run", () => loggedRun(evidence, tally));
    if (run === undefined) return withoutRun(evidence, tally, size);
    return await audit(run, options, pool, tally, size);
  } catch (error) {
    throw explained(error, options.history);
  } finally {
    pool?.close();
    evidence.close();
  }
}

function identityIn(evidence: Evidence): string | undefined {
  const row = [...evidence.rows(runShape)].find(({ name }) => name === "experiment.identity");
  return row === undefined ? undefined : String(row.value);
}

/** Without its experiment nothing of a run can be recomputed, but its rows are under the chain. */
function withoutRun(evidence: Evidence, tally: Tally, size: AuditResult["size"]): AuditResult {
  auditChain(evidence, tally);
  const report = tally.report();
  return { size, experiment: null, digest: null, finished: false, withGit: false, report };
}

async function audit(
  run: LoggedRun,
  options: AuditOptions,
  pool: JobPool | null,
  tally: Tally,
  size: AuditResult["size"],
): Promise<AuditResult> {
  const desk = new AuditDesk(run);
  const jobs = auditJobs(desk.episodes.length);
  const reports = pool === null ? doHere(desk, jobs) : pool.do(jobs);
  reports.catch(() => {}); // awaited below; what is done meanwhile may fail first
  auditExperiment(run, tally);
  auditDocuments(run, tally);
  await auditAblated(run, tally);
  if (options.population !== null) await auditPopulation(run, options.population, tally);
  for (const report of await reports) tally.add(report);
  tally.settleRequests();
  const { name, seed, search } = run.definition;
  const end = endsOf(run).findLast((iterations) => run.facts.has(digestOfEnd(iterations)));
  const limit = end === undefined ? undefined : run.decisions.find(end + 1, "final")?.usedUp?.limit;
  const byEpisodes = search.episodes !== null && limit === search.episodes;
  const finished = end !== undefined && (end === search.iterations || byEpisodes);
  return {
    size: { ...size, iterations: Math.max(0, run.decisions.last("outcome")) },
    experiment: { name, seed, plannedIterations: finished ? end : search.iterations },
    digest: end === undefined ? null : (run.facts.get(digestOfEnd(end)) ?? null),
    finished,
    withGit: options.population !== null,
    report: tally.report(),
  };
}

async function doHere(desk: AuditDesk, jobs: readonly AuditJob[]): Promise<TallyReport[]> {
  const reports: TallyReport[] = [];
  for (const job of jobs) reports.push(await desk.do(job));
  return reports;
}
