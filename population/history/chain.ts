import { hash } from "node:crypto";
import type { Connection } from "./connection.js";

/** What the first link continues. */
export const chainStart = hash("sha256", "autodata-lab history chain", "buffer");

/** The chain hash after a row was added: SHA-256 of the previous chain hash and the row's hash. */
export function chainLink(previous: Buffer, rowHash: Buffer): Buffer {
  return hash("sha256", Buffer.concat([previous, rowHash]), "buffer");
}

/** The growing end of the tamper chain. Adds one link for every row, in the transaction that adds the row. */
export class ChainEnd {
  readonly #insert;
  #sequence: number;
  #hash: Buffer;

  constructor(connection: Connection) {
    const last = connection
      .prepare<[], { sequence: number; chain_hash: Buffer }>(
        "SELECT sequence, chain_hash FROM chain ORDER BY sequence DESC LIMIT 1",
      )
      .get();
    this.#sequence = last?.sequence ?? 0;
    this.#hash = last?.chain_hash ?? chainStart;
    this.#insert = connection.prepare<[number, string, number, Buffer, Buffer]>(
      "INSERT INTO chain (sequence, entry_table, entry_id, row_hash, chain_hash) VALUES (?, ?, ?, ?, ?)",
    );
  }

  /** Takes a mark; the returned function goes back to it, for rows that the database gave up as well. */
  mark(): () => void {
    const [sequence, hash] = [this.#sequence, this.#hash];
    return () => {
      this.#sequence = sequence;
      this.#hash = hash;
    };
  }

  add(table: string, id: number, rowHash: Buffer): void {
    this.#hash = chainLink(this.#hash, rowHash);
    this.#sequence += 1;
    this.#insert.run(this.#sequence, table, id, rowHash, this.#hash);
  }
}
