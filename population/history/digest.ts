import { createHash } from "node:crypto";
import { asSha256, type Sha256 } from "../../foundation/ids.js";
import type { Connection } from "./connection.js";
import { type PackedText, unpackText } from "./packed-text.js";

/**
 * What the digest covers, section by section, each in an order of its own that no timing can change.
 *
 * - Run record: names beginning with `experiment.` only; the others (versions, paths, the digest itself) may
 *   differ between equal runs.
 * - Calls: key, logical request and reply. Usage, cost, times, base URLs, the answering model, retries and
 *   failed tries are provenance, and stay out.
 * - Documents: those drawn into a split.
 * - Observations with their events, which hold the attempts; the cost stays out. Of an inconclusive episode only
 *   the outcome counts: how far it came, and the words in which its provider failed, are not the run's doing.
 * - Candidates and decisions in full.
 */
const sections: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: "experiment",
    sql: "SELECT name, value FROM run WHERE name >= 'experiment.' AND name < 'experiment/' ORDER BY name",
  },
  { name: "call", sql: "SELECT key, request_hash, reply FROM call ORDER BY key" },
  {
    name: "document",
    sql: `SELECT document, split, position, shown_characters, total_characters FROM document
          WHERE split IS NOT NULL ORDER BY document`,
  },
  {
    name: "observation",
    sql: `SELECT ticket, candidate, document, split, purpose, repeat, outcome, reason, rounds, ticks
          FROM observation WHERE outcome <> 'inconclusive' ORDER BY ticket`,
  },
  {
    name: "inconclusive",
    sql: `SELECT ticket, candidate, document, split, purpose, repeat
          FROM observation WHERE outcome = 'inconclusive' ORDER BY ticket`,
  },
  {
    name: "candidate",
    sql: `SELECT iteration, tree, commit_hash, parent, standing, diff, summary FROM candidate ORDER BY iteration`,
  },
  { name: "decision", sql: "SELECT iteration, kind, body FROM decision ORDER BY iteration, kind" },
];

const events = `SELECT event.ticket, sequence, encoding, body AS data FROM event
  JOIN observation ON observation.ticket = event.ticket
  WHERE outcome <> 'inconclusive' ORDER BY event.ticket, sequence`;

/** The history digest over one consistent snapshot, read row by row. */
export function historyDigest(connection: Connection): Sha256 {
  const hash = createHash("sha256").update("autodata-lab history digest 1\n");
  const line = (...members: unknown[]) => hash.update(`${JSON.stringify(members)}\n`);
  const readAll = connection.transaction(() => {
    for (const { name, sql } of sections) {
      for (const row of connection.prepare<[], unknown[]>(sql).raw().iterate()) line(name, ...row.map(hexed));
    }
    for (const event of connection.prepare<[], EventRow>(events).iterate()) {
      line("event", event.ticket, event.sequence, unpackText(event));
    }
  });
  readAll();
  return asSha256(hash.digest("hex"));
}

interface EventRow extends PackedText {
  readonly ticket: number;
  readonly sequence: number;
}

const hexed = (value: unknown) => (Buffer.isBuffer(value) ? value.toString("hex") : value);
