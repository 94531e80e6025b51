import { toNumber } from "../../referee/fraction.js";
import type { Attempt, Fraction, Mark, Review } from "../../trajectory.js";
import type { Evidence, SolverSeat, StageQuestion } from "../task.js";
import type { LegalExample } from "./example.js";
import { loopJudgeRequest } from "./loop-judge.js";
import { type LoopVerdict, readLoopVerdict } from "./loop-verdict.js";
import { type Override, overridesOf } from "./overrides.js";
import { type DiagnosticPacket, diagnosticPacket } from "./packet.js";

/** The stage in which both solvers try an example. */
export const solversStage = "solvers";

/** What the review of one example says: the overrides met, what a writer needs of the packet, and the loop judge. */
export interface LegalReview extends Review, LoopVerdict {
  readonly overrides: readonly Override[];
  readonly aggregates: Aggregates;
  /** Ascending by weak score. */
  readonly capabilities: readonly CapabilityScores[];
}

/** Scores from 0 to 1, to three digits. */
interface Aggregates {
  readonly weak_avg: number;
  readonly strong_avg: number;
  readonly gap: number;
  readonly num_valid_weak: number;
  readonly num_valid_strong: number;
}

interface CapabilityScores {
  readonly capability: string;
  readonly n_criteria: number;
  /** Null where the capability has negative criteria only. */
  readonly weak: number | null;
  readonly strong: number | null;
  readonly gap: number | null;
}

/**
 * What the loop judge is asked of measured attempts. It is asked where an override decides too, so that what it says of
 * examples holds for all of them.
 * @param earlier reviews of the episode's earlier examples, oldest first.
 */
export function reviewQuestion(
  example: LegalExample,
  evidence: Evidence,
  earlier: readonly Review[],
): StageQuestion {
  const attempts = evidence.get(solversStage) ?? [];
  const packet = diagnosticPacket(example, marksOf(attempts, "weak"), marksOf(attempts, "strong"));
  const previous = earlier.map((review, index) => ({ round: index + 1, verdict: loopVerdictOf(review) }));
  return {
    request: loopJudgeRequest(example, packet, previous),
    read: (text) => {
      const read = readLoopVerdict(text);
      if (!read.ok) return read;
      const value: LegalReview = {
        overrides: overridesOf(example.question),
        aggregates: aggregatesOf(packet),
        capabilities: capabilitiesOf(packet),
        ...read.value,
      };
      return { ok: true, value };
    },
  };
}

/** The loop judge's part of a review. */
export function loopVerdictOf(review: Review): LoopVerdict {
  const { overrides: _overrides, aggregates: _aggregates, capabilities: _capabilities, ...verdict } = review;
  return verdict as LoopVerdict;
}

function marksOf(attempts: readonly Attempt[], seat: SolverSeat): (readonly Mark[])[] {
  return attempts.filter((attempt) => attempt.seat === seat).map(({ marks }) => marks);
}

function aggregatesOf(packet: DiagnosticPacket): Aggregates {
  return {
    weak_avg: rounded(packet.weak_avg),
    strong_avg: rounded(packet.strong_avg),
    gap: rounded(packet.gap),
    num_valid_weak: packet.weak_scores.length,
    num_valid_strong: packet.strong_scores.length,
  };
}

function capabilitiesOf({ capabilities }: DiagnosticPacket): CapabilityScores[] {
  const shown = (value: Fraction | null) => (value === null ? null : rounded(value));
  return capabilities.map(({ capability, n_criteria, weak_cap_score, strong_cap_score, cap_gap }) => ({
    capability,
    n_criteria,
    weak: shown(weak_cap_score),
    strong: shown(strong_cap_score),
    gap: shown(cap_gap),
  }));
}

function rounded(value: Fraction): number {
  return Number(toNumber(value).toFixed(3));
}
