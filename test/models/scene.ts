import { asDocumentId, asTreeHash } from "../../foundation/ids.js";
import type { EpisodeCallKey } from "../../models/call-key.js";
import { keyText } from "../../models/call-key.js";
import type { CallLog, CallRecord, FailedTry, StoredCall } from "../../models/call-log.js";
import type { Seat } from "../../models/chat.js";
import type { Completion, Model, ModelCall } from "../../models/model.js";
import type { SeatConfig } from "../../models/seat-config.js";

/** A seat at a local endpoint, with what a test cares about changed. */
export function seat(changes: Partial<SeatConfig> = {}): SeatConfig {
  return {
    model: "some-model",
    baseUrl: "http://127.0.0.1:9/v1",
    apiKeyEnv: null,
    sampling: {},
    extraBody: {},
    extraHeaders: {},
    timeoutMs: 600_000,
    concurrency: 64,
    price: null,
    ...changes,
  };
}

/** The same seat everywhere, but for those named. */
export function seating(
  everywhere: Partial<SeatConfig> = {},
  named: Partial<Record<Seat, Partial<SeatConfig>>> = {},
): Record<Seat, SeatConfig> {
  const place = (name: Seat) => seat({ ...everywhere, ...named[name] });
  return {
    main: place("main"),
    challenger: place("challenger"),
    verifier: place("verifier"),
    weak: place("weak"),
    strong: place("strong"),
    judge: place("judge"),
    analyzer: place("analyzer"),
    implementer: place("implementer"),
  };
}

export function callKey(ordinal: number, changes: Partial<EpisodeCallKey> = {}): EpisodeCallKey {
  return {
    scope: "episode",
    episode: {
      candidate: asTreeHash("c".repeat(40)),
      document: asDocumentId("d".repeat(16)),
      purpose: "train",
      repeat: 1,
    },
    seat: "weak",
    ordinal,
    attempt: 0,
    retry: 0,
    ...changes,
  };
}

/** Call number `ordinal`, asking `text`. */
export function ask(text = "hello", ordinal = 0, seatName: Seat = "weak"): ModelCall {
  return {
    key: callKey(ordinal, { seat: seatName }),
    request: { messages: [{ role: "user", content: text }] },
  };
}

/** A plain reply, with what a test cares about changed. */
export function completion(text: string, usage: Partial<Completion["usage"]> = {}): Completion {
  return {
    reply: { text, toolCalls: [], finish: "stop", reasoning: null },
    usage: { calls: 1, inputTokens: 10, outputTokens: 5, costUsd: null, ...usage },
    provenance: {
      baseUrl: "http://127.0.0.1:9/v1",
      answeredBy: "some-model",
      retries: 0,
      droppedParameters: [],
      startedAt: 0,
      durationMs: 1,
    },
  };
}

/** A model that answers as the function says. */
export function model(answer: (call: ModelCall, signal?: AbortSignal) => Promise<Completion>): Model {
  return { complete: answer };
}

export interface MemoryLog extends CallLog {
  readonly records: CallRecord[];
  readonly failures: FailedTry[];
}

/** A call log that keeps everything as JSON, as a disk would. */
export function memoryLog(): MemoryLog {
  const stored = new Map<string, string>();
  const records: CallRecord[] = [];
  const failures: FailedTry[] = [];
  return {
    records,
    failures,
    find: (key) => {
      const text = stored.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as StoredCall);
    },
    append: async (record) => {
      const { requestHash, completion: reply } = record;
      stored.set(keyText(record.key), JSON.stringify({ requestHash, completion: reply }));
      records.push(record);
    },
    appendFailure: (failure) => {
      failures.push(failure);
    },
  };
}
