import type { CommitHash, Sha256, Ticket, TreeHash } from "../../foundation/ids.js";
import type { Document, Split } from "../../inner/corpus/document.js";
import type { EpisodeLog, Observation, TrajectoryEvent } from "../../inner/trajectory.js";
import type { CallLog, LogicalRequest, StoredCall } from "../../models/call-log.js";
import type { Seat } from "../../models/chat.js";
import type { AnsweredName } from "../../models/model-names.js";
import type { Usage } from "../../models/usage.js";

/**
 * Everything a run logged, in one append-only SQLite file. Readers may open it while a run writes.
 * Appends resolve when durable; what was appended is found at once. Writing the same row again (resume) is
 * accepted when equal and rejects with HistoryConflict otherwise. What has no form in the file (too deep, circular)
 * rejects with NotStorable. Neither leaves a row or hinders other appends. When the disk refuses a commit, its
 * appends and all later ones reject with HistoryWriteFailed.
 */
export interface History {
  readonly calls: CallLog;
  readonly episodes: EpisodeLog;
  readonly run: RunRecord;
  readonly documents: DocumentLog;
  readonly candidates: CandidateLog;
  readonly decisions: DecisionLog;
  readonly notices: NoticeLog;
  readonly totals: Totals;
  /**
   * SHA-256 over keys, request and reply hashes, observations, attempts, candidates and decisions in ticket
   * order: what two runs must share to be the same run. Independent of time, latency and insertion order.
   * With `until` it covers iterations 0 to `until` only.
   */
  digest(until?: number): Sha256;
  /** The same over one admission by hand, with experiment and documents. */
  admissionDigest(number: number): Sha256;
  /** Checks the tamper chain over all rows in insertion order; null when whole, else the first broken place. */
  verifyChain(): string | null;
  /** Makes everything appended so far durable. */
  flush(): Promise<void>;
  /** Flushes and closes the file; no member may be used afterwards. */
  close(): Promise<void>;
}

/** The history as readers have it: everything that asks, nothing that appends. A History can be read the same way. */
export interface HistoryReader {
  readonly calls: CallReader;
  readonly episodes: EpisodeReader;
  readonly run: Pick<RunRecord, "get">;
  readonly documents: Pick<DocumentLog, "all" | "text">;
  readonly candidates: Pick<CandidateLog, "all">;
  readonly decisions: Pick<DecisionLog, "find" | "all">;
  readonly notices: Pick<NoticeLog, "all">;
  readonly totals: Totals;
  digest(until?: number): Sha256;
  admissionDigest(number: number): Sha256;
  verifyChain(): string | null;
  close(): Promise<void>;
}

/** A logged call for people to read: its key text, the whole logical request, and what came back. */
export interface ReadCall extends StoredCall {
  readonly key: string;
  readonly request: LogicalRequest;
}

/** An event of some episode of a candidate. */
export interface CandidateEvent {
  readonly candidate: TreeHash;
  readonly event: TrajectoryEvent;
}

export interface EpisodeReader extends Pick<EpisodeLog, "find"> {
  /** The episodes in which an example was tried whose id begins with `prefix`, in ticket order. */
  ticketsTrying(prefix: string): Ticket[];
  /** All events of these kinds, with the candidate whose episode it was, in ticket order. */
  eventsOf(kinds: readonly TrajectoryEvent["kind"][]): Iterable<CandidateEvent>;
}

export interface CallReader extends Pick<CallLog, "find"> {
  readCall(keyText: string): ReadCall | undefined;
  /** Key texts that begin with `prefix`, sorted; for example `episode/<candidate>/<document>/`. */
  keysUnder(prefix: string): string[];
  /** Calls so far; they are numbered from 1 in the order in which they were stored. */
  count(): number;
  /** The key text of the call with this number; undefined when there is none. */
  keyOf(number: number): string | undefined;
  /** The numbers of the calls whose key texts begin with `prefix`, ascending. */
  numbersUnder(prefix: string): number[];
  /** Key texts of a seat's latest calls, `atMost` of them, whose endpoint did not count all their tokens. */
  unmetered(seat: Seat, atMost: number): string[];
  /** Every name that an endpoint answered with for a declared model, in the order they first appeared. */
  answeredNames(): AnsweredName[];
}

/**
 * Named facts written once: the resolved experiment, versions, the final digest. Facts whose name begins with
 * `experiment.` are part of the digest, so only what equal runs share belongs there: no base URLs, no times.
 */
export interface RunRecord {
  get(name: string): string | undefined;
  /** Rejects with HistoryConflict when the name holds another value. */
  put(name: string, value: string): Promise<void>;
}

export interface DocumentEntry {
  readonly document: Omit<Document, "text">;
  /** Null when the document was not drawn into any split. */
  readonly split: Split | null;
  /** Position within its split, from 0. */
  readonly position: number;
  readonly shownCharacters: number;
  readonly totalCharacters: number;
}

export interface DocumentLog {
  all(): DocumentEntry[];
  /** The normalised text with this SHA-256; undefined when the history was begun without texts. */
  text(contentHash: Sha256): string | undefined;
  /** Stores entries, and texts by their hash, so that a run can be replayed without its corpus. */
  append(entries: readonly DocumentEntry[], texts?: readonly string[]): Promise<void>;
}

export interface CandidateEntry {
  readonly tree: TreeHash;
  readonly commit: CommitHash;
  /** Null for the baseline. */
  readonly parent: CommitHash | null;
  /** 0 for the baseline. */
  readonly iteration: number;
  /** No row is `ablated`: such entries are made of facts that an ablation wrote. */
  readonly standing: "baseline" | "member" | "rejected" | "ablated";
  /** Unified diff against the baseline; empty for the baseline. */
  readonly diff: string;
  /** One line: what was changed. */
  readonly summary: string;
}

export interface CandidateLog {
  /** In order of iteration. */
  all(): CandidateEntry[];
  append(entry: CandidateEntry): Promise<void>;
}

/** A decision with all its inputs, so that it can be recomputed; `body` is JSON, one schema per kind (outer/). */
export interface DecisionEntry {
  readonly iteration: number;
  /** Such as select, minibatch, analysis, edit, guard, accept, outcome, final; once per iteration. */
  readonly kind: string;
  readonly body: unknown;
}

export interface DecisionLog {
  find(iteration: number, kind: string): DecisionEntry | undefined;
  /** By iteration, then kind. */
  all(): DecisionEntry[];
  append(entry: DecisionEntry): Promise<void>;
}

/** Something people should know of a run; outside the digest, and read by no decision. */
export interface Notice {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: "pause" | "resume" | "warning" | "model changed";
  readonly message: string;
}

export interface NoticeLog {
  /** In the order they were appended. */
  all(): Notice[];
  /** Best effort, durable with the next commit. */
  append(notice: Notice): void;
}

export interface Totals {
  /** Sums over all stored calls; by seat under `bySeat`. */
  usage(): { total: Usage; bySeat: Readonly<Record<string, Usage>> };
  /** Sums over stored calls of one seat of which the same things are known: a part that is null is known of none. */
  usageAsKnown(): { seat: string; usage: Usage }[];
  /** Milliseconds during which at least one stored call was under way: how long the run was at work. */
  timeAtWork(): number;
  /** All observations, in ticket order. */
  observations(): Observation[];
}
