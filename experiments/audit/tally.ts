import { canonicalJson } from "../../foundation/digest.js";
import type { Seat } from "../../models/chat.js";
import { firstDifference } from "./first-difference.js";

/** What a run claims, in the order in which an audit tells of it. */
export const claims = [
  "chain",
  "digest",
  "experiment",
  "documents",
  "calls",
  "episodes",
  "events",
  "examples",
  "attempts",
  "verdicts",
  "draws",
  "decisions",
  "candidates",
  "population",
] as const;
export type Claim = (typeof claims)[number];

/** One place where what is stored does not follow from the log. */
export interface Mismatch {
  readonly claim: Claim;
  /** Table, row and, where there is one, ticket or iteration: `event 1234 (ticket 3100007)`. */
  readonly place: string;
  readonly what: string;
}

/** How many requests of a seat were, and were not, what this version of the program asks. */
interface SeatRequests {
  same: number;
  other: number;
}

/** A tally as plain data. */
export interface TallyReport {
  readonly verified: Readonly<Record<Claim, number>>;
  readonly found: Readonly<Record<Claim, number>>;
  readonly mismatches: readonly Mismatch[];
  readonly notes: readonly string[];
  readonly requests: Readonly<Partial<Record<Seat, Readonly<SeatRequests>>>>;
  /** Requests unlike those of this version; mismatches unless all of their seat are. */
  readonly otherRequests: Readonly<Partial<Record<Seat, readonly Mismatch[]>>>;
}

/** Mismatches kept of each claim; the others are counted. */
export const keptOfClaim = 10_000;

/** What an audit has verified, and every mismatch it has found. */
export class Tally {
  readonly #verified = zeros();
  readonly #found = zeros();
  readonly #kept = zeros();
  readonly #mismatches: Mismatch[] = [];
  readonly #notes = new Set<string>();
  readonly #requests = new Map<Seat, SeatRequests>();
  readonly #otherRequests = new Map<Seat, Mismatch[]>();

  verified(claim: Claim, count = 1): void {
    this.#verified[claim] += count;
  }

  mismatch(claim: Claim, place: string, what: string): void {
    this.#found[claim] += 1;
    this.#keep({ claim, place, what });
  }

  /** Something that people should know and that contradicts nothing. */
  note(sentence: string): void {
    this.#notes.add(sentence);
  }

  /** Compares a stored value with what follows from the log; counts it as verified, or tells of the difference. */
  compare(claim: Claim, place: string, stored: unknown, followed: unknown): boolean {
    if (stored === followed || canonicalJson(stored) === canonicalJson(followed)) {
      this.verified(claim);
      return true;
    }
    this.mismatch(claim, place, firstDifference(stored, followed));
    return false;
  }

  /** A request of this program's own making, as it is stored: is it what this version asks? */
  request(seat: Seat, place: string, same: boolean): void {
    const counts = this.#requests.get(seat) ?? { same: 0, other: 0 };
    this.#requests.set(seat, counts);
    counts[same ? "same" : "other"] += 1;
    if (same) return;
    const others = this.#otherRequests.get(seat) ?? [];
    this.#otherRequests.set(seat, others);
    const what = "asks something else than the record of its episode or iteration leads to";
    if (others.length < keptOfClaim) others.push({ claim: "calls", place, what });
  }

  /** Does a piece of work; whatever it throws is a mismatch at this place. Undefined when it threw. */
  async guarded<T>(claim: Claim, place: string, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.broken(claim, place, error);
      return undefined;
    }
  }

  /** Tells of what was thrown at a place, unless that was told of where it happened. */
  broken(claim: Claim, place: string, error: unknown): void {
    if (error instanceof ToldOf) return;
    this.mismatch(
      claim,
      place,
      `cannot be recomputed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }

  add(report: TallyReport): void {
    for (const claim of claims) {
      this.#verified[claim] += report.verified[claim];
      this.#found[claim] += report.found[claim];
    }
    for (const mismatch of report.mismatches) this.#keep(mismatch);
    for (const note of report.notes) this.#notes.add(note);
    for (const [seat, { same, other }] of Object.entries(report.requests) as [Seat, SeatRequests][]) {
      const counts = this.#requests.get(seat) ?? { same: 0, other: 0 };
      this.#requests.set(seat, { same: counts.same + same, other: counts.other + other });
      const others = [...(this.#otherRequests.get(seat) ?? []), ...(report.otherRequests[seat] ?? [])];
      this.#otherRequests.set(seat, others.slice(0, keptOfClaim));
    }
  }

  report(): TallyReport {
    return {
      verified: { ...this.#verified },
      found: { ...this.#found },
      mismatches: [...this.#mismatches],
      notes: [...this.#notes],
      requests: Object.fromEntries(this.#requests),
      otherRequests: Object.fromEntries(this.#otherRequests),
    };
  }

  /**
   * Settles what differing requests mean: when every one of a seat differs, the run was made by a version of this
   * program with other instructions for that seat, which is no mismatch; otherwise each one is.
   */
  settleRequests(): void {
    for (const [seat, { same, other }] of this.#requests) {
      if (other === 0) continue;
      if (same === 0 && other > 1) {
        this.note(
          `all ${other} requests to the ${seat} differ from what this version of the program asks: the run was made ` +
            "by another version, and what it asked this seat is vouched for by their hashes alone",
        );
        continue;
      }
      this.#found.calls += other;
      for (const mismatch of this.#otherRequests.get(seat) ?? []) this.#keep(mismatch);
    }
  }

  #keep(mismatch: Mismatch): void {
    if (this.#kept[mismatch.claim] >= keptOfClaim) return;
    this.#kept[mismatch.claim] += 1;
    this.#mismatches.push(mismatch);
  }
}

/** The cause of this failure was counted as a mismatch where it lies. */
export class ToldOf extends Error {
  override readonly name = "ToldOf";
}

function zeros(): Record<Claim, number> {
  return Object.fromEntries(claims.map((claim) => [claim, 0])) as Record<Claim, number>;
}
