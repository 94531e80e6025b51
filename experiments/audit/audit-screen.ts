import { count, plural } from "../report/numbers.js";
import type { AuditResult } from "./audit-run.js";
import { type Claim, claims, type Mismatch } from "./tally.js";

/** What was verified of each claim, as the line goes on after its number. */
const verified: Readonly<Record<Claim, string>> = {
  chain: "rows, each as it was written",
  digest: "stored with the end of the run",
  experiment: "definitions and facts of the experiment",
  documents: "texts and their measures",
  calls: "requests, seeds, settings, replies",
  episodes: "episodes that decisions asked for",
  events: "host calls, in order and within limits",
  examples: "drafts, examples, verifications",
  attempts: "answers, marks from the judge's replies, scores from marks",
  verdicts: "with those of the other presets",
  draws: "splits, parents with their probabilities, minibatches",
  decisions: "populations, analyses, edits, acceptances, outcomes, the best",
  candidates: "diffs, trees, commits",
  population: "commits, refs and tags in git",
};

/** Lines shown of each claim's mismatches. */
const shownOfClaim = 5;

/** An audit for people. `seconds`: how long it took. */
export function auditScreen(run: string, result: AuditResult, seconds: number): string {
  const { report } = result;
  const found = totalFound(result);
  return [
    headline(run, result),
    "",
    ...claims.filter((claim) => report.verified[claim] > 0).map((claim) => verifiedLine(claim, result)),
    "",
    ...mismatchLines(result),
    ...report.notes.map((note) => `Note: ${note}`),
    ...scopeLines(result),
    found === 0 ? wholeLine(result, seconds) : brokenLine(result, found, seconds),
  ].join("\n");
}

/** An audit for programs. */
export function auditJson(run: string, result: AuditResult, seconds: number): string {
  const { size, experiment, digest, finished, withGit, report } = result;
  const { verified: counts, found, mismatches, notes } = report;
  const whole = totalFound(result) === 0;
  const value = {
    run,
    whole,
    finished,
    withGit,
    experiment,
    ...size,
    digest,
    seconds,
    verified: counts,
    found,
  };
  return JSON.stringify({ ...value, notes, mismatches }, null, 2);
}

/** How many mismatches were found, also those that were not kept. */
export function totalFound({ report }: AuditResult): number {
  return claims.reduce((sum, claim) => sum + report.found[claim], 0);
}

function headline(run: string, { experiment }: AuditResult): string {
  if (experiment === null) return `Audit of ${run} · the history does not say of which experiment`;
  return `Audit of ${run} · experiment ${experiment.name}, seed ${experiment.seed}`;
}

function verifiedLine(claim: Claim, { report, digest }: AuditResult): string {
  const what = claim === "digest" ? `${digest?.slice(0, 16)}, ${verified.digest}` : verified[claim];
  return `  ${claim.padEnd(11)}${count(report.verified[claim]).padStart(10)}  ${what}`;
}

function mismatchLines({ report }: AuditResult): string[] {
  return claims.flatMap((claim) => {
    if (report.found[claim] === 0) return [];
    const kept = report.mismatches.filter((mismatch) => mismatch.claim === claim).slice(0, shownOfClaim);
    const more = report.found[claim] - kept.length;
    const heading = `${claim}: ${mismatchCount(report.found[claim])}`;
    return [heading, ...kept.map(mismatchLine), ...(more > 0 ? [`  and ${count(more)} more`] : []), ""];
  });
}

const mismatchCount = (found: number) => (found === 1 ? "1 mismatch" : `${count(found)} mismatches`);

function mismatchLine({ place, what }: Mismatch): string {
  return `  ${place}: ${what}`.replace(/\s*\n\s*/g, " ");
}

function scopeLines({ finished, withGit, size, experiment }: AuditResult): string[] {
  const planned = experiment?.plannedIterations ?? 0;
  return [
    ...(finished || experiment === null
      ? []
      : [
          `The run is not finished (${size.iterations} of ${planned} iterations decided): audited as far as it goes.`,
        ]),
    ...(withGit
      ? []
      : ["The history alone was audited: its commits were recomputed, the repository was not read."]),
  ];
}

function sizeText({ size }: AuditResult): string {
  const { iterations, episodes, calls } = size;
  return `${plural(iterations, "iteration")} · ${plural(episodes, "episode")} · ${plural(calls, "call")}`;
}

function wholeLine(result: AuditResult, seconds: number): string {
  return `${sizeText(result)}: scores, verdicts, draws, decisions, trees all follow from the log. ${secondsText(seconds)}`;
}

function brokenLine(result: AuditResult, found: number, seconds: number): string {
  return `${sizeText(result)}: ${mismatchCount(found)}; --json lists them all. ${secondsText(seconds)}`;
}

const secondsText = (seconds: number) => `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
