import { canonicalJson } from "../../../foundation/digest.js";
import { asSha256 } from "../../../foundation/ids.js";
import { keyText } from "../../../models/call-key.js";
import type { CallLog, CallRecord, StoredCall } from "../../../models/call-log.js";
import type { Completion, Provenance } from "../../../models/model.js";
import type { AnsweredName } from "../../../models/model-names.js";
import type { Connection } from "../connection.js";
import type { CallReader, ReadCall } from "../history.js";
import type { Ledger } from "../ledger.js";
import { type PackedText, unpackText } from "../packed-text.js";
import type { RowOf } from "../row.js";
import { contentReader, contentWriter, type WriteContent } from "./contents.js";

export const callShape = {
  name: "call",
  columns: [
    "key",
    "seat",
    "request_hash",
    "reply",
    "model",
    "format",
    "seed",
    "settings",
    "tools",
    "input_tokens",
    "output_tokens",
    "cost_usd",
    "base_url",
    "answered_by",
    "retries",
    "dropped_parameters",
    "started_at",
    "duration_ms",
    "messages",
  ],
  key: ["key"],
  hashes: ["request_hash", "reply", "settings", "tools"],
  hashLists: ["messages"],
} as const;

export const cachedInputShape = { name: "cached_input", columns: ["key", "tokens"], key: ["key"] } as const;

export const failedTryShape = {
  name: "failed_try",
  columns: ["key", "fault", "message", "at"],
  key: [],
} as const;

interface AnswerRow {
  readonly request_hash: Buffer;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cost_usd: number | null;
  readonly base_url: string;
  readonly answered_by: string | null;
  readonly retries: number;
  readonly dropped_parameters: string;
  readonly started_at: number;
  readonly duration_ms: number;
}

interface QuestionRow {
  readonly model: string;
  readonly format: "text" | "json";
  readonly seed: number;
  readonly settings: Buffer;
  readonly tools: Buffer;
  readonly messages: Buffer;
}

const hashBytes = 32;

export function callReader(connection: Connection): CallReader {
  const content = contentReader(connection);
  const answer = connection.prepare<[string], AnswerRow & PackedText>(
    "SELECT call.*, encoding, data FROM call JOIN blob ON blob.hash = call.reply WHERE key = ?",
  );
  const question = connection.prepare<[string], QuestionRow>(
    "SELECT model, format, seed, settings, tools, messages FROM call WHERE key = ?",
  );
  const keys = connection
    .prepare<[string, string], string>("SELECT key FROM call WHERE key >= ? AND key < ? ORDER BY key")
    .pluck();
  const counted = connection.prepare<[], number>("SELECT COUNT(*) FROM call").pluck();
  const numbered = connection.prepare<[number], string>("SELECT key FROM call WHERE id = ?").pluck();
  const numbers = connection
    .prepare<[string, string], number>("SELECT id FROM call WHERE key >= ? AND key < ? ORDER BY id")
    .pluck();
  const unmetered = connection
    .prepare<[string, number], string>(
      `SELECT key FROM call WHERE seat = ? AND (input_tokens IS NULL OR output_tokens IS NULL)
       ORDER BY id DESC LIMIT ?`,
    )
    .pluck();
  const names = connection.prepare<[], AnsweredName>(
    `SELECT base_url AS baseUrl, model, answered_by AS answeredBy FROM call WHERE answered_by IS NOT NULL
     GROUP BY base_url, model, answered_by ORDER BY MIN(id)`,
  );
  const find = (key: string): StoredCall | undefined => {
    const row = answer.get(key);
    return row && { requestHash: asSha256(row.request_hash.toString("hex")), completion: completionOf(row) };
  };
  const requestOf = (row: QuestionRow): ReadCall["request"] => ({
    model: row.model,
    messages: hashesIn(row.messages).map((hash) => JSON.parse(content(hash))),
    tools: JSON.parse(content(row.tools)),
    format: row.format,
    ...JSON.parse(content(row.settings)),
    seed: row.seed,
  });
  const readCall = (key: string): ReadCall | undefined => {
    const [row, stored] = [question.get(key), find(key)];
    return row && stored && { key, request: requestOf(row), ...stored };
  };
  return {
    find,
    readCall,
    keysUnder: (prefix) => keys.all(prefix, `${prefix}\u{10ffff}`),
    count: () => counted.get() ?? 0,
    keyOf: (number) => numbered.get(number),
    numbersUnder: (prefix) => numbers.all(prefix, `${prefix}\u{10ffff}`),
    unmetered: (seat, atMost) => unmetered.all(seat, atMost),
    answeredNames: () => names.all(),
  };
}

export function callLog(connection: Connection, ledger: Ledger): CallReader & CallLog {
  const content = contentWriter(connection, ledger);
  const calls = ledger.table(callShape);
  const failures = ledger.table(failedTryShape);
  const cached = ledger.table(cachedInputShape);
  return {
    ...callReader(connection),
    append: (record) =>
      ledger.append(() => {
        calls(callRow(record, content));
        const tokens = record.completion.usage.cachedInputTokens;
        if (tokens !== undefined) cached({ key: keyText(record.key), tokens });
      }),
    appendFailure: ({ key, fault, message, at }) => {
      ledger.append(() => void failures({ key: keyText(key), fault, message, at })).catch(() => {});
    },
  };
}

function callRow({ key, request, requestHash, completion }: CallRecord, content: WriteContent) {
  const { reply, usage, provenance } = completion;
  return {
    key: keyText(key),
    seat: key.seat,
    request_hash: Buffer.from(requestHash, "hex"),
    reply: content(canonicalJson(reply)),
    model: request.model,
    format: request.format,
    seed: request.seed,
    settings: content(canonicalJson(settingsOf(request))),
    tools: content(canonicalJson(request.tools)),
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cost_usd: usage.costUsd,
    ...provenanceRow(provenance),
    messages: Buffer.concat(request.messages.map((message) => content(canonicalJson(message)))),
  } satisfies RowOf<typeof callShape>;
}

/** Without a schema a text without one: calls of earlier versions had none. */
function settingsOf({ sampling, extraBody, schema }: CallRecord["request"]) {
  return { sampling, extraBody, schema };
}

function provenanceRow(provenance: Provenance) {
  return {
    base_url: provenance.baseUrl,
    answered_by: provenance.answeredBy,
    retries: provenance.retries,
    dropped_parameters: JSON.stringify(provenance.droppedParameters),
    started_at: provenance.startedAt,
    duration_ms: provenance.durationMs,
  };
}

function completionOf(row: AnswerRow & PackedText): Completion {
  return {
    reply: JSON.parse(unpackText(row)),
    usage: {
      calls: 1,
      inputTokens: row.input_tokens,
      outputTokens: row.output_tokens,
      costUsd: row.cost_usd,
    },
    provenance: {
      baseUrl: row.base_url,
      answeredBy: row.answered_by,
      retries: row.retries,
      droppedParameters: JSON.parse(row.dropped_parameters),
      startedAt: row.started_at,
      durationMs: row.duration_ms,
    },
  };
}

function hashesIn(list: Buffer): Buffer[] {
  return Array.from({ length: list.length / hashBytes }, (_, index) =>
    list.subarray(index * hashBytes, (index + 1) * hashBytes),
  );
}
