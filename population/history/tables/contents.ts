import { hash as hashOf } from "node:crypto";
import type { Connection } from "../connection.js";
import type { Ledger } from "../ledger.js";
import { type PackedText, packText, unpackText } from "../packed-text.js";

export const blobShape = {
  name: "blob",
  columns: ["hash", "encoding", "data"],
  key: ["hash"],
  packed: "data",
  hashes: ["hash"],
} as const;

/** Reads texts by the SHA-256 (32 bytes) of their UTF-8. @throws Error when the history lacks it. */
export type ReadContent = (hash: Buffer) => string;

export function contentReader(connection: Connection): ReadContent {
  const select = connection.prepare<[Buffer], PackedText>("SELECT encoding, data FROM blob WHERE hash = ?");
  return (hash) => {
    const stored = select.get(hash);
    if (stored === undefined) throw new Error(`the history lacks the content ${hash.toString("hex")}`);
    return unpackText(stored);
  };
}

/** Stores a text once and returns its hash; to be called inside an append. */
export type WriteContent = (text: string) => Buffer;

export function contentWriter(connection: Connection, ledger: Ledger): WriteContent {
  const insert = ledger.table(blobShape);
  const known = connection.prepare<[Buffer], number>("SELECT 1 FROM blob WHERE hash = ?").pluck();
  return (text) => {
    const hash = hashOf("sha256", text, "buffer");
    if (known.get(hash) === undefined) insert({ hash, ...packText(text) });
    return hash;
  };
}
