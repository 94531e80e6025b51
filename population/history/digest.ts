import { createHash } from "node:crypto";
import { asSha256, asTicket, type Sha256 } from "../../foundation/ids.js";
import { type CallKey, parseKey } from "../../models/call-key.js";
import type { Connection } from "./connection.js";
import { type PackedText, unpackText } from "./packed-text.js";
import { iterationOf } from "./ticket.js";

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
interface Section {
  readonly name: string;
  readonly sql: string;
  /** The iteration that a row belongs to, by its first column; absent where rows belong to the whole run. */
  readonly iterationOf?: (first: unknown) => number;
}

const byTicket = (ticket: unknown) => iterationOf(asTicket(Number(ticket)));

const sections: readonly Section[] = [
  {
    name: "experiment",
    sql: "SELECT name, value FROM run WHERE name >= 'experiment.' AND name < 'experiment/' ORDER BY name",
  },
  {
    name: "call",
    sql: "SELECT key, request_hash, reply FROM call ORDER BY key",
    iterationOf: (key) => iterationOfCall(parseKey(String(key))),
  },
  {
    name: "document",
    sql: `SELECT document, split, position, shown_characters, total_characters FROM document
          WHERE split IS NOT NULL ORDER BY document`,
  },
  {
    name: "observation",
    sql: `SELECT ticket, candidate, document, split, purpose, repeat, outcome, reason, rounds, ticks
          FROM observation WHERE outcome <> 'inconclusive' ORDER BY ticket`,
    iterationOf: byTicket,
  },
  {
    name: "inconclusive",
    sql: `SELECT ticket, candidate, document, split, purpose, repeat
          FROM observation WHERE outcome = 'inconclusive' ORDER BY ticket`,
    iterationOf: byTicket,
  },
  {
    name: "candidate",
    sql: `SELECT iteration, tree, commit_hash, parent, standing, diff, summary FROM candidate ORDER BY iteration`,
    iterationOf: Number,
  },
  {
    name: "decision",
    sql: "SELECT iteration, kind, body FROM decision ORDER BY iteration, kind",
    iterationOf: Number,
  },
];

const events = `SELECT event.ticket, sequence, encoding, body AS data FROM event
  JOIN observation ON observation.ticket = event.ticket
  WHERE outcome <> 'inconclusive' ORDER BY event.ticket, sequence`;

/**
 * The history digest over one consistent snapshot, read row by row. With `until` it covers what belongs to
 * iterations 0 to `until` only: the digest of a run that ended there without a final test.
 */
export function historyDigest(connection: Connection, until = Number.POSITIVE_INFINITY): Sha256 {
  const hash = createHash("sha256").update("autodata-lab history digest 1\n");
  const line = (...members: unknown[]) => hash.update(`${JSON.stringify(members)}\n`);
  const bounded = until !== Number.POSITIVE_INFINITY;
  const readAll = connection.transaction(() => {
    for (const { name, sql, iterationOf: place } of sections) {
      for (const row of connection.prepare<[], unknown[]>(sql).raw().iterate()) {
        if (bounded && place !== undefined && place(row[0]) > until) continue;
        line(name, ...row.map(hexed));
      }
    }
    for (const event of connection.prepare<[], EventRow>(events).iterate()) {
      if (bounded && byTicket(event.ticket) > until) continue;
      line("event", event.ticket, event.sequence, unpackText(event));
    }
  });
  readAll();
  return asSha256(hash.digest("hex"));
}

/** The iteration that a call belongs to; infinity for a test episode, which belongs to the end of a run. */
export function iterationOfCall(key: CallKey): number {
  if (key.scope === "iteration") return key.iteration;
  return key.episode.purpose === "test" ? Number.POSITIVE_INFINITY : key.episode.repeat;
}

interface EventRow extends PackedText {
  readonly ticket: number;
  readonly sequence: number;
}

const hexed = (value: unknown) => (Buffer.isBuffer(value) ? value.toString("hex") : value);
