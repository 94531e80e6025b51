import type { Sha256 } from "../foundation/ids.js";
import type { CallKey } from "./call-key.js";
import type { ChatMessage, ToolDefinition } from "./chat.js";
import type { Completion } from "./model.js";
import type { ProviderFault } from "./provider-error.js";
import type { Sampling } from "./seat-config.js";

/**
 * What was asked, before any adaptation to an endpoint. Its hash goes with the key: the same key with another
 * hash is a Divergence. Base URLs and wire details are not part of it.
 */
export interface LogicalRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolDefinition[];
  readonly format: "text" | "json";
  /** Absent when the reply is held to none. */
  readonly schema?: Readonly<Record<string, unknown>>;
  readonly sampling: Sampling;
  readonly extraBody: Readonly<Record<string, unknown>>;
  /** Sent as `seed`, derived from the key. */
  readonly seed: number;
}

export interface CallRecord {
  readonly key: CallKey;
  readonly request: LogicalRequest;
  /** SHA-256 of the canonical JSON of `request`. */
  readonly requestHash: Sha256;
  readonly completion: Completion;
}

/** A stored completion as it comes back on resume and replay. */
export interface StoredCall {
  readonly requestHash: Sha256;
  readonly completion: Completion;
}

/** A try that brought no reply; kept for people to read, never consulted. */
export interface FailedTry {
  readonly key: CallKey;
  readonly fault: ProviderFault;
  readonly message: string;
  readonly at: number;
}

/** The durable record of every completion. Owned here, implemented on SQLite by population/history. */
export interface CallLog {
  /** The completion stored under this key text, including one whose append is not durable yet. */
  find(keyText: string): StoredCall | undefined;
  /** Resolves once the record is durable: nobody may use a reply before. Rejects when the disk refuses it. */
  append(record: CallRecord): Promise<void>;
  /** Records a failed try, best effort with the next commit. */
  appendFailure(failure: FailedTry): void;
}
