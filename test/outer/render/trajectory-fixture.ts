import { asDocumentId, asExampleId, asTicket, asTreeHash } from "../../../foundation/ids.js";
import type { Attempt, Observation, Trajectory, TrajectoryEvent } from "../../../inner/trajectory.js";
import { noUsage } from "../../../models/usage.js";

export const observation: Observation = {
  ticket: asTicket(100000),
  candidate: asTreeHash("c3a9f1".padEnd(40, "0")),
  document: asDocumentId("0123456789abcdef"),
  split: "train",
  purpose: "train",
  repeat: 3,
  outcome: "exhausted",
  reason: "all 4 rounds used",
  rounds: 4,
  ticks: 10,
  cost: noUsage,
};

export const exampleBody = {
  question_type: "decision under constraints",
  reasoning_skills: ["trade-off analysis", "causal reasoning"],
  context: "A store keeps two copies.",
  question: "When may the older copy go?",
  reference_answer: "After the last reader.",
  rubric: [
    { criterion: "Names the last reader", weight: 8, category: "positive" },
    { criterion: "Claims that readers lock", weight: -6, category: "negative" },
  ],
};

export function attempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    stage: "weak",
    seat: "weak",
    attempt: 0,
    answer: "After the last reader has left.",
    marks: [
      { met: true, reason: "names the reader" },
      { met: false, reason: "no such claim" },
    ],
    score: { numerator: 13, denominator: 16 },
    trouble: "",
    ...changes,
  };
}

/** Four rounds: a refused draft, a failed verification, a weak stage that was too easy, a failed strong stage. */
export function fourRounds(): TrajectoryEvent[] {
  const [second, third, fourth] = ["2", "3", "4"].map((digit) => asExampleId(digit.repeat(16)));
  if (second === undefined || third === undefined || fourth === undefined) throw new Error("no ids");
  const checks = [
    { name: "leakage", verdict: "LEAKS_ANSWER", note: "the context says it" },
    { name: "quality", verdict: "GOOD", note: "" },
  ];
  const sound = [{ name: "leakage", verdict: "NO_LEAKAGE", note: "" }];
  const passed = { kind: "verified", passed: true, checks: sound, feedback: "" } as const;
  return [
    { kind: "chat", ordinal: 0, seat: "main" },
    { kind: "chat", ordinal: 1, seat: "challenger" },
    {
      kind: "findings",
      ordinal: 2,
      round: 1,
      draft: '{"weight": +8}',
      findings: ["the draft must be a JSON object", "second finding"],
    },
    { kind: "proposed", ordinal: 3, round: 2, example: second, body: exampleBody },
    { kind: "verified", ordinal: 4, example: second, passed: false, checks, feedback: "say less" },
    { kind: "proposed", ordinal: 5, round: 3, example: third, body: exampleBody },
    { ...passed, ordinal: 6, example: third },
    {
      kind: "stage",
      ordinal: 7,
      example: third,
      stage: "weak",
      passed: false,
      measured: true,
      lines: ["WEAK_FAILED: TOO EASY: weak mean 0.813 is not at most 0.65"],
      attempts: [attempt(), attempt({ attempt: 1 })],
    },
    { kind: "note", ordinal: 8, text: "trying another angle" },
    { kind: "proposed", ordinal: 9, round: 4, example: fourth, body: exampleBody },
    { ...passed, ordinal: 10, example: fourth },
    {
      kind: "stage",
      ordinal: 11,
      example: fourth,
      stage: "weak",
      passed: true,
      measured: true,
      lines: ["WEAK_PASSED"],
      attempts: [attempt({ score: { numerator: 0, denominator: 1 } })],
    },
    {
      kind: "stage",
      ordinal: 12,
      example: fourth,
      stage: "strong",
      passed: false,
      measured: true,
      lines: ["STRONG_FAILED: STRONG TOO LOW: strong mean 0.250 is below 0.6"],
      attempts: [attempt({ stage: "strong", seat: "strong", score: { numerator: 1, denominator: 4 } })],
    },
    { kind: "refused", ordinal: 13, call: "chat", message: "LIMIT: all 4 rounds used" },
    { kind: "ended", outcome: "exhausted", reason: "all 4 rounds used" },
  ];
}

export function trajectoryOf(
  events: readonly TrajectoryEvent[],
  changes: Partial<Observation> = {},
): Trajectory {
  return { observation: { ...observation, ...changes }, events };
}

/** `count` rounds, each with three weak attempts whose answers have `characters` characters. */
export function longRounds(count: number, characters: number): TrajectoryEvent[] {
  return Array.from({ length: count }, (_, index): TrajectoryEvent[] => {
    const example = asExampleId(String(index).padStart(16, "0"));
    return [
      { kind: "proposed", ordinal: 2 * index, round: index + 1, example, body: exampleBody },
      {
        kind: "stage",
        ordinal: 2 * index + 1,
        example,
        stage: "weak",
        passed: false,
        measured: true,
        lines: ["WEAK_FAILED: TOO EASY"],
        attempts: [0, 1, 2].map((number) => attempt({ attempt: number, answer: "a".repeat(characters) })),
      },
    ];
  }).flat();
}
