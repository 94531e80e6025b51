import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { criterionOf } from "../../outer/batches.js";
import type { Evidence } from "../../population/history/evidence.js";
import { taskUnder } from "../task-of.js";
import { CallCheck } from "./checked-calls.js";
import { auditDigest } from "./digest-audit.js";
import { auditEpisode } from "./episode-audit.js";
import { LoggedHarnesses, type LoggedRun } from "./logged-run.js";
import { auditLooseRows } from "./loose-rows.js";
import { type ExpectedEpisode, expectedEpisodes, placeOfTicket } from "./planned-episodes.js";
import { auditSearch } from "./search-audit.js";
import { Tally, type TallyReport } from "./tally.js";

/** A part of an audit that can be done by itself. Episodes are those from `from` to before `end` of those expected. */
export type AuditJob =
  | { readonly kind: "chain" | "digest" | "search" | "loose rows" }
  | { readonly kind: "episodes"; readonly from: number; readonly end: number };

/** The longest first, so that all who work on them end together. */
export function auditJobs(episodes: number): AuditJob[] {
  const size = Math.max(50, Math.ceil(episodes / 24));
  const shares = Array.from({ length: Math.ceil(episodes / size) }, (_, share): AuditJob => {
    return { kind: "episodes", from: share * size, end: Math.min((share + 1) * size, episodes) };
  });
  return [{ kind: "chain" }, { kind: "search" }, { kind: "digest" }, { kind: "loose rows" }, ...shares];
}

/** Does parts of an audit one after the other, and keeps what they share. */
export class AuditDesk {
  readonly episodes: readonly ExpectedEpisode[];
  readonly #harnesses: LoggedHarnesses;

  constructor(private readonly run: LoggedRun) {
    this.episodes = expectedEpisodes(run);
    this.#harnesses = new LoggedHarnesses(run);
  }

  /** What does not follow from the log is in the report. */
  async do(job: AuditJob): Promise<TallyReport> {
    const { run, episodes } = this;
    const tally = new Tally();
    const check = new CallCheck(run, tally);
    const scene = { run, check, tally, harnesses: this.#harnesses };
    switch (job.kind) {
      case "chain":
        auditChain(run.evidence, tally);
        break;
      case "digest":
        await tally.guarded("digest", "history", () => auditDigest(run, tally));
        break;
      case "search":
        await auditSearch({ ...scene, contract: contractText() });
        break;
      case "loose rows":
        auditLooseRows(run, check, tally);
        break;
      case "episodes":
        for (const episode of episodes.slice(job.from, job.end)) {
          await tally.guarded("episodes", placeOfTicket(episode), () =>
            auditEpisode({ ...scene, run: judgedBy(run, episode) }, episode),
          );
        }
    }
    return tally.report();
  }
}

/** The run as an episode knew it: one of a criterion was run under another preset. */
function judgedBy(run: LoggedRun, { key }: ExpectedEpisode): LoggedRun {
  if (key.purpose !== "criterion") return run;
  const preset = run.definition.search.finalPresets[criterionOf(key)];
  return preset === undefined ? run : { ...run, choice: taskUnder(preset, run.definition) };
}

export function auditChain(evidence: Evidence, tally: Tally): void {
  const rows = evidence.walkChain(({ place, what }) => tally.mismatch("chain", place, what));
  tally.verified("chain", rows);
}

function contractText(): string {
  return readFileSync(fileURLToPath(new URL("../../inner/harness/contract.ts", import.meta.url)), "utf8");
}
