import { BrokenChain, walkChain } from "./chain-walk.js";
import type { Connection } from "./connection.js";
import type { TableShape } from "./row.js";

/**
 * Walks the chain over all rows and recomputes all hashes. Null when whole; else one sentence about the first
 * place that was changed, removed or added.
 * It cannot see that the newest rows were cut off together with their links, or that all was recomputed:
 * compare the history digest with a published one for that.
 */
export function verifyChain(connection: Connection, shapes: readonly TableShape[]): string | null {
  try {
    for (const _ of walkChain(connection, shapes));
    return null;
  } catch (error) {
    if (error instanceof BrokenChain) return error.message;
    throw error;
  }
}
