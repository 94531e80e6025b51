import { canonicalJson, sha256 } from "../../../foundation/digest.js";
import {
  asCommitHash,
  asDocumentId,
  asExampleId,
  asSha256,
  asTicket,
  asTreeHash,
} from "../../../foundation/ids.js";
import type { Trajectory, TrajectoryEvent } from "../../../inner/trajectory.js";
import type { CallRecord, FailedTry, LogicalRequest } from "../../../models/call-log.js";
import type { Provenance } from "../../../models/model.js";
import type { CandidateEntry, DecisionEntry, DocumentEntry } from "../../../population/history/history.js";

const hex = (text: string, length: number) => sha256(text).slice(0, length);

export const sampleProvenance: Provenance = {
  baseUrl: "https://models.example/v1",
  answeredBy: "model-2026",
  retries: 1,
  droppedParameters: ["seed"],
  startedAt: 1_767_225_600_123,
  durationMs: 812.5,
};

export function sampleRequest(number: number, text = "the question"): LogicalRequest {
  return {
    model: "a-model",
    messages: [
      { role: "system", content: "You are careful. ".repeat(100) },
      { role: "user", content: `${text} ${number}` },
      { role: "assistant", content: "", toolCalls: [{ id: "1", name: "look", arguments: '{"at":"x"' }] },
      { role: "tool", content: "broken \ud800 half", toolCallId: "1" },
    ],
    tools: [{ name: "look", description: "Looks.", parameters: { type: "object", properties: {} } }],
    format: "json",
    sampling: { temperature: 0.7, maxTokens: 900 },
    extraBody: { thinking: { enabled: false } },
    seed: 1_000_000_000 + number,
  };
}

export function sampleCall(number: number, request = sampleRequest(number)): CallRecord {
  return {
    key: { scope: "iteration", iteration: number, seat: "analyzer", ordinal: 0, retry: 0 },
    request,
    requestHash: sha256(canonicalJson(request)),
    completion: {
      reply: {
        text: `Answer ${number}: ${"because ".repeat(number % 3 === 0 ? 400 : 3)}`,
        toolCalls: [{ id: "c", name: "finish", arguments: "{}" }],
        finish: "tool_calls",
        reasoning: number % 2 === 0 ? null : "I thought.",
      },
      usage: { calls: 1, inputTokens: 100 + number, outputTokens: 20, costUsd: 0.0001 * number },
      provenance: sampleProvenance,
    },
  };
}

export function sampleFailedTry(number: number): FailedTry {
  return { key: sampleCall(number).key, fault: "rate_limit", message: "slow down", at: 5 };
}

export function sampleDocument(number: number): DocumentEntry {
  const contentHash = asSha256(sha256(`document ${number}`));
  return {
    document: {
      id: asDocumentId(contentHash.slice(0, 16)),
      title: `Title ${number}`,
      contentHash,
      source: `document-${number}.md`,
      words: 1200,
    },
    split: number % 4 === 3 ? null : "train",
    position: number,
    shownCharacters: 5000,
    totalCharacters: 9000,
  };
}

export function sampleCandidate(iteration: number): CandidateEntry {
  return {
    tree: asTreeHash(hex(`tree ${iteration}`, 40)),
    commit: asCommitHash(hex(`commit ${iteration}`, 40)),
    parent: iteration === 0 ? null : asCommitHash(hex("commit 0", 40)),
    iteration,
    standing: iteration === 0 ? "baseline" : iteration % 2 === 0 ? "member" : "rejected",
    diff: iteration === 0 ? "" : "diff --git a/x b/x\n",
    summary: `change ${iteration}`,
  };
}

export function sampleDecision(iteration: number, kind = "accept"): DecisionEntry {
  return { iteration, kind, body: { draw: 0.125, scores: [1, 2 / 3], because: "it is higher" } };
}

export function sampleEvents(number: number): TrajectoryEvent[] {
  const example = asExampleId(hex(`example ${number}`, 16));
  const mark = (met: boolean) => ({ met, reason: met ? "it says so" : "it does not" });
  return [
    { kind: "chat", ordinal: 0, seat: "main" },
    { kind: "note", ordinal: 1, text: `cut \udc00 and long ${"n".repeat(2000)}` },
    {
      kind: "proposed",
      ordinal: 2,
      round: 1,
      example,
      body: { question: `Why ${number}?`, weights: [1, 7] },
    },
    {
      kind: "stage",
      ordinal: 3,
      example,
      stage: "weak",
      passed: false,
      measured: true,
      lines: ["WEAK_FAILED: TOO EASY"],
      attempts: [
        {
          stage: "weak",
          seat: "weak",
          attempt: 0,
          answer: "An answer. ".repeat(300),
          marks: [mark(true), mark(false)],
          score: { numerator: 3, denominator: 8 },
          trouble: "",
        },
        { stage: "weak", seat: "weak", attempt: 1, answer: "", marks: [], score: null, trouble: "truncated" },
      ],
    },
    {
      kind: "verdict",
      ordinal: 3,
      example,
      verdict: { decision: "rejected", failed: ["weak mean 0.9"] },
      shadow: { loose: { decision: "accepted", failed: [] } },
    },
    { kind: "ended", outcome: "exhausted", reason: "all rounds were used" },
  ];
}

export function sampleTrajectory(number: number): Trajectory {
  return {
    observation: {
      ticket: asTicket(1_000_000 * (number + 1)),
      candidate: asTreeHash(hex("tree 0", 40)),
      document: sampleDocument(number).document.id,
      split: "validation",
      purpose: "validate",
      repeat: number,
      outcome: "exhausted",
      reason: "all rounds were used",
      rounds: 3,
      ticks: 123_456,
      cost: { calls: 9, inputTokens: 4000, outputTokens: null, costUsd: 0.25 },
    },
    events: sampleEvents(number),
  };
}
