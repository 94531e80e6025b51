import { canonicalJson } from "../../foundation/digest.js";
import { type CallKey, keyText, parseKey, seedOf } from "../../models/call-key.js";
import type { ChatMessage, ChatReply, ChatRequest, Seat } from "../../models/chat.js";
import { logicalRequest } from "../../models/logical-request.js";
import type { MoreOutput } from "../../models/more-output.js";
import { RequestHashes } from "../../models/request-hashes.js";
import type { SeatConfig } from "../../models/seat-config.js";
import type { Usage } from "../../models/usage.js";
import { ContentBroken, type Stored } from "../../population/history/evidence.js";
import type { callShape } from "../../population/history/tables/calls.js";
import type { LoggedRun } from "./logged-run.js";
import { type Tally, ToldOf } from "./tally.js";

type CallRow = Stored<typeof callShape>;

/** A stored call that was checked, with what it asked and what came back. */
export interface CheckedCall {
  readonly row: CallRow;
  readonly key: CallKey;
  /** Canonical JSON of each message, of the tools and of the settings. */
  readonly messages: readonly string[];
  readonly tools: string;
  readonly settings: string;
  readonly reply: ChatReply;
}

interface Settings {
  readonly sampling: string;
  readonly extraBody: string;
}

const hashBytes = 32;
/** Settings kept as text; hardly any run has more than a few. */
const mostKept = 1000;
/**
 * Checks stored calls, each for itself: its texts are those that their hashes name, the hash of its request follows
 * from them, its seed from its key, and model and settings are those that the run declared for its seat.
 */
export class CallCheck {
  readonly #hashes = new RequestHashes();
  readonly #settings = new Map<string, Settings>();
  readonly #declared = new Map<string, string>();

  constructor(
    private readonly run: LoggedRun,
    private readonly tally: Tally,
  ) {}

  /** Tells of everything wrong with a call. @throws ToldOf when it cannot serve as evidence. */
  check(row: CallRow): CheckedCall {
    const place = `call ${row.key}`;
    try {
      return this.#checked(row, place);
    } catch (error) {
      if (error instanceof ContentBroken) this.tally.mismatch("calls", place, error.message);
      else this.tally.broken("calls", place, error);
      throw new ToldOf(place);
    }
  }

  /** Whether a request of this program's making is what a call asked. */
  compareRequest(call: CheckedCall, request: ChatRequest, more: MoreOutput): void {
    const same =
      call.row.format === (request.format ?? "text") &&
      call.settings === this.#settingsOf(call.key.seat, more) &&
      call.tools === canonicalJson(request.tools ?? []) &&
      call.messages.length === request.messages.length &&
      request.messages.every((message, index) => call.messages[index] === canonicalMessage(message));
    this.tally.request(call.key.seat, `call ${call.row.key}`, same);
  }

  #checked(row: CallRow, place: string): CheckedCall {
    const { evidence, seats, definition } = this.run;
    const key = parseKey(String(row.key));
    const declared = seats[key.seat];
    if (declared === undefined) throw new Error(`there is no seat ${key.seat}`);
    const settings = evidence.content(bytes(row.settings));
    const { sampling, extraBody } = this.#parts(settings);
    const tools = evidence.content(bytes(row.tools));
    const messages = hashesIn(bytes(row.messages)).map((hash) => evidence.content(hash));
    const [model, format, seed] = [String(row.model), String(row.format), Number(row.seed)];
    const request = { model, format, seed, sampling, extraBody, tools, messages };
    const findings = [
      row.seat === key.seat ? null : `seat is ${row.seat}, its key says ${key.seat}`,
      model === declared.model
        ? null
        : `model is ${model}, the run declared ${declared.model} for the ${key.seat}`,
      seed === seedOf(definition.seed, key)
        ? null
        : `seed is ${row.seed}, its key leads to ${seedOf(definition.seed, key)}`,
      this.#isDeclared(key, settings)
        ? null
        : `settings are not those that the run declared for the ${key.seat}`,
      this.#hashes.of(key.seat, request).equals(bytes(row.request_hash))
        ? null
        : "request_hash is not that of the stored request",
    ].filter((finding) => finding !== null);
    const reply = JSON.parse(evidence.content(bytes(row.reply))) as ChatReply;
    for (const finding of findings) this.tally.mismatch("calls", place, finding);
    if (findings.length === 0) this.tally.verified("calls");
    return { row, key, messages, tools, settings, reply };
  }

  #parts(settings: string): Settings {
    const known = this.#settings.get(settings);
    if (known !== undefined) return known;
    const { sampling, extraBody } = JSON.parse(settings) as Record<keyof Settings, unknown>;
    const parts = { sampling: canonicalJson(sampling), extraBody: canonicalJson(extraBody) };
    if (this.#settings.size < mostKept) this.#settings.set(settings, parts);
    return parts;
  }

  /** A reply that was cut off is asked for again with a larger output budget. */
  #isDeclared({ seat, retry }: CallKey, settings: string): boolean {
    if (settings === this.#settingsOf(seat, {})) return true;
    if (retry === 0) return false;
    const { sampling, extraBody } = JSON.parse(settings) as Pick<SeatConfig, "sampling" | "extraBody">;
    const declared = this.run.seats[seat];
    const budget = { maxTokens: declared.sampling.maxTokens };
    return (
      canonicalJson({ ...sampling, ...budget }) === canonicalJson({ ...declared.sampling, ...budget }) &&
      canonicalJson(extraBody) === canonicalJson(declared.extraBody)
    );
  }

  #settingsOf(seat: Seat, more: MoreOutput): string {
    const name = `${seat} ${more.outputFactor} ${more.outputUsed}`;
    const known = this.#declared.get(name);
    if (known !== undefined) return known;
    const key = { scope: "iteration", iteration: 0, seat, ordinal: 0, retry: 0 } as const;
    const call = { key, request: { messages: [] }, ...more };
    const { sampling, extraBody } = logicalRequest(this.run.seats[seat], 0, call);
    const text = canonicalJson({ sampling, extraBody });
    if (this.#declared.size < mostKept) this.#declared.set(name, text);
    return text;
  }
}

/** The rows that were checked under one prefix, and which of them were made use of. */
export class CallsOfOne {
  readonly #calls = new Map<string, CheckedCall | null>();
  readonly #unused: Set<string>;

  constructor(
    readonly rows: readonly CallRow[],
    check: CallCheck,
  ) {
    for (const row of rows) this.#calls.set(String(row.key), checkedOrNull(check, row));
    this.#unused = new Set(this.#calls.keys());
  }

  /** @throws Error when there is no such call, ToldOf when it cannot serve as evidence. */
  use(key: CallKey): CheckedCall {
    const text = keyText(key);
    this.#unused.delete(text);
    const call = this.#calls.get(text);
    if (call === undefined) throw new Error(`call ${text} is missing`);
    if (call === null) throw new ToldOf(text);
    return call;
  }

  has(key: CallKey): boolean {
    return this.#calls.has(keyText(key));
  }

  find(key: CallKey): CheckedCall | undefined {
    return this.#calls.get(keyText(key)) ?? undefined;
  }

  get checked(): CheckedCall[] {
    return [...this.#calls.values()].filter((call) => call !== null);
  }

  /** Keys of calls that nobody used. */
  get unused(): readonly string[] {
    return [...this.#unused];
  }
}

function checkedOrNull(check: CallCheck, row: CallRow): CheckedCall | null {
  try {
    return check.check(row);
  } catch (error) {
    if (error instanceof ToldOf) return null;
    throw error;
  }
}

/** What a stored call used, as far as anything follows from it. */
export function usageOf({ row }: CheckedCall): Usage {
  return {
    calls: 1,
    inputTokens: row.input_tokens as number | null,
    outputTokens: row.output_tokens as number | null,
    costUsd: null,
  };
}

const canonical = new WeakMap<ChatMessage, string>();

/** Conversations repeat their messages, so each is written once. */
function canonicalMessage(message: ChatMessage): string {
  const known = canonical.get(message);
  if (known !== undefined) return known;
  const text = canonicalJson(message);
  canonical.set(message, text);
  return text;
}

/** @throws Error when a cell holds something else. */
function bytes(cell: unknown): Buffer {
  if (Buffer.isBuffer(cell)) return cell;
  throw new Error("a hash is not stored as bytes");
}

function hashesIn(list: Buffer): Buffer[] {
  if (list.length % hashBytes !== 0) throw new Error("messages are no list of hashes");
  return Array.from({ length: list.length / hashBytes }, (_, index) =>
    list.subarray(index * hashBytes, (index + 1) * hashBytes),
  );
}
