import { sha256 } from "../foundation/digest.js";
import { asDocumentId, asTreeHash, type DocumentId, type TreeHash } from "../foundation/ids.js";
import type { Seat } from "./chat.js";

/** Why an episode is run; part of its observation and of every key in it. */
export const purposes = [
  "baseline",
  "train",
  "validate",
  "finalist",
  "test",
  "criterion",
  "calibrate",
  "generate",
  "ablate",
] as const;
export type Purpose = (typeof purposes)[number];

/** What makes one episode distinct from every other of its run. */
export interface EpisodeKey {
  readonly candidate: TreeHash;
  readonly document: DocumentId;
  readonly purpose: Purpose;
  /** Distinguishes repeated evaluations of one candidate on one document; the iteration that asked for it. */
  readonly repeat: number;
}

/** A call within an episode. */
export interface EpisodeCallKey {
  readonly scope: "episode";
  readonly episode: EpisodeKey;
  readonly seat: Seat;
  /** Number of the harness's host call, in the order they were issued, from 0. */
  readonly ordinal: number;
  /** Which of several parallel requests within that host call (solver or judge attempt), from 0. */
  readonly attempt: number;
  /** 0, then 1, 2, ... for repair turns and repeated tries of the same attempt. */
  readonly retry: number;
}

/** A call of the outer loop's own agents. */
export interface IterationCallKey {
  readonly scope: "iteration";
  readonly iteration: number;
  readonly seat: Seat;
  /** Turn within the agent's conversation, from 0. */
  readonly ordinal: number;
  readonly retry: number;
}

export type CallKey = EpisodeCallKey | IterationCallKey;

/** The key's one canonical text: the primary key of the call log. Path-like, so that prefixes group. */
export function keyText(key: CallKey): string {
  return key.scope === "episode"
    ? `episode/${episodeText(key.episode)}/${pad(key.ordinal)}/${key.seat}/${key.attempt}/${key.retry}`
    : `iteration/${pad(key.iteration)}/${key.seat}/${pad(key.ordinal)}/${key.retry}`;
}

export function episodeText(key: EpisodeKey): string {
  return `${key.candidate}/${key.document}/${key.purpose}/${key.repeat}`;
}

/** The key with this text. @throws Error when it is no text of a key. */
export function parseKey(text: string): CallKey {
  const parts = text.split("/");
  const number = (index: number) => Number(parts[index]);
  const [scope, , seat = ""] = parts;
  const key: CallKey | null =
    scope === "iteration"
      ? { scope, iteration: number(1), seat: seat as Seat, ordinal: number(3), retry: number(4) }
      : scope === "episode"
        ? {
            scope,
            episode: {
              candidate: asTreeHash(parts[1] ?? ""),
              document: asDocumentId(parts[2] ?? ""),
              purpose: parts[3] as Purpose,
              repeat: number(4),
            },
            seat: parts[6] as Seat,
            ordinal: number(5),
            attempt: number(7),
            retry: number(8),
          }
        : null;
  if (key === null || keyText(key) !== text) throw new Error(`${text} is no key of a call`);
  return key;
}

const pad = (value: number) => String(value).padStart(4, "0");

/**
 * The sampling seed sent with a call: 31 bits of a hash of the run's root seed and the key, so that attempts
 * differ, candidates share no luck, and a repeated run draws the same.
 */
export function seedOf(rootSeed: number, key: CallKey): number {
  return Number.parseInt(sha256(`${rootSeed}/${keyText(key)}`).slice(0, 8), 16) >>> 1;
}
