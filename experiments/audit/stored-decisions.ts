import { canonicalJson } from "../../foundation/digest.js";
import type { TreeHash } from "../../foundation/ids.js";
import type { Admission } from "../../outer/admission.js";
import { type DecisionBody, type DecisionKind, decisionSchemas } from "../../outer/decisions.js";
import { admissionNumber } from "../../population/history/admission-number.js";
import type { Evidence } from "../../population/history/evidence.js";
import { decisionShape } from "../../population/history/tables/decisions.js";
import type { Tally } from "./tally.js";

const draws: ReadonlySet<DecisionKind> = new Set(["select", "crossover", "minibatch"] as const);

/** How a decision is named in mismatches. */
export function placeOfDecision(iteration: number, kind: string): string {
  const admission = admissionNumber(iteration);
  if (admission !== null) return `decision ${kind} of admission ${admission} by hand`;
  return `decision ${kind} of iteration ${iteration}`;
}

/** The decisions of a history, by iteration and kind. A row that cannot be read is told of and left out. */
export class StoredDecisions {
  readonly #bodies = new Map<string, unknown>();
  readonly #broken = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #last = new Map<string, number>();
  readonly #rows = new Map<string, number>();
  readonly #admitted = new Set<number>();

  constructor(evidence: Evidence, tally: Tally) {
    for (const row of evidence.rows(decisionShape)) {
      const [iteration, kind] = [Number(row.iteration), String(row.kind)];
      const place = placeOfDecision(iteration, kind);
      this.#rows.set(place, row.id);
      if (admissionNumber(iteration) === null) {
        this.#last.set(kind, Math.max(this.last(kind), iteration));
      } else this.#admitted.add(iteration);
      try {
        const text = String(row.body);
        const body: unknown = JSON.parse(text);
        const schema = decisionSchemas[kind as DecisionKind];
        if (schema === undefined) throw new Error("there is no such kind of decision");
        const read: unknown = schema.parse(body);
        if (canonicalJson(read) !== text)
          throw new Error("it is written in another way than this program does");
        this.#bodies.set(place, read);
      } catch (error) {
        this.#broken.add(place);
        tally.mismatch("decisions", place, `cannot be read: ${firstLine(error)}`);
      }
    }
  }

  /** The stored body; undefined when there is none, or none that can be read. */
  find<K extends DecisionKind>(iteration: number, kind: K): DecisionBody<K> | undefined {
    return this.#bodies.get(placeOfDecision(iteration, kind)) as DecisionBody<K> | undefined;
  }

  has(iteration: number, kind: DecisionKind): boolean {
    const place = placeOfDecision(iteration, kind);
    return this.#bodies.has(place) || this.#broken.has(place);
  }

  /**
   * Compares a decision with what the log leads to; null when it leads to none. One that could not be read was told
   * of already.
   */
  compare<K extends DecisionKind>(
    tally: Tally,
    iteration: number,
    kind: K,
    followed: DecisionBody<K> | null,
  ): void {
    const place = placeOfDecision(iteration, kind);
    this.#asked.add(place);
    const stored = this.#bodies.get(place);
    const claim = draws.has(kind) ? "draws" : "decisions";
    if (this.#broken.has(place) || (stored === undefined && followed === null)) return;
    if (stored === undefined) tally.mismatch(claim, place, "is missing");
    else if (followed === null) tally.mismatch(claim, place, "is stored, but nothing leads to it");
    else tally.compare(claim, place, stored, followed);
  }

  /** A decision that was not recomputed, for want of evidence that was told of. */
  leave(iteration: number, kind: DecisionKind): void {
    this.#asked.add(placeOfDecision(iteration, kind));
  }

  /** Places of stored decisions that nobody asked for. */
  notAsked(): string[] {
    return [...this.#bodies.keys()].filter((place) => !this.#asked.has(place));
  }

  /** The parent of an iteration: the one drawn, and of a merge the better of two; undefined when none is stored. */
  parentOf(iteration: number): TreeHash | undefined {
    return this.find(iteration, "crossover")?.pair?.parent ?? this.find(iteration, "select")?.parent;
  }

  /** Where the row stands in the order in which decisions were stored; undefined when there is none. */
  rowOf(iteration: number, kind: DecisionKind): number | undefined {
    return this.#rows.get(placeOfDecision(iteration, kind));
  }

  /** Admissions by hand whose proposal can be read, by number. */
  get admissions(): Admission[] {
    return [...this.#admitted]
      .sort((a, b) => a - b)
      .flatMap((iteration) => {
        const body = this.find(iteration, "admission");
        return body === undefined ? [] : [{ number: admissionNumber(iteration) ?? 0, iteration, body }];
      });
  }

  /** The highest iteration with a decision of this kind, of admissions apart; -1 when there is none. */
  last(kind: string): number {
    return this.#last.get(kind) ?? -1;
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, " ").slice(0, 200);
}
