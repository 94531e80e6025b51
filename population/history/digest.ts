import { createHash } from "node:crypto";
import { asSha256, asTicket, type Sha256 } from "../../foundation/ids.js";
import { type CallKey, episodeText, type Purpose, parseKey } from "../../models/call-key.js";
import { admissionNumber, iterationOfAdmission } from "./admission-number.js";
import type { Connection } from "./connection.js";
import { type PackedText, unpackText } from "./packed-text.js";
import { type ObservationRow, observationOf } from "./tables/observations.js";
import { isOfAnEnd, iterationOf, ticketOf } from "./ticket.js";

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
 *
 * Of an admission all of it, or nothing while it has no outcome.
 */
interface Section {
  readonly name: string;
  readonly sql: string;
  /** Whether a row belongs to a part of the run; absent where rows belong to the whole run. */
  readonly within?: (row: readonly unknown[], part: Part) => boolean;
}

/** A part of a run: iterations 0 to `until`, and the ends of the run after those numbers of iterations. */
interface Part {
  readonly until: number;
  readonly ends: readonly number[];
  /** The episodes of finalists and of the final tests at those ends, as the keys of calls name them. */
  readonly atEnds: ReadonlySet<string>;
  /** The admissions among them, as they stand among iterations. */
  readonly admitted: ReadonlySet<number>;
}

const iterationWithin = (iteration: number, { until, admitted }: Part) =>
  admissionNumber(iteration) === null ? iteration <= until : admitted.has(iteration);

const ticketWithin = ([ticket]: readonly unknown[], part: Part) => {
  const iteration = iterationOf(asTicket(Number(ticket)));
  if (iterationWithin(iteration, part)) return true;
  return part.ends.includes(iteration - 1) && isOfAnEnd(asTicket(Number(ticket)));
};

const sections: readonly Section[] = [
  {
    name: "experiment",
    sql: "SELECT name, value FROM run WHERE name >= 'experiment.' AND name < 'experiment/' ORDER BY name",
  },
  {
    name: "call",
    sql: "SELECT key, request_hash, reply FROM call ORDER BY key",
    within: ([text], part) => {
      const key = parseKey(String(text));
      if (iterationWithin(iterationOfCall(key), part)) return true;
      return key.scope === "episode" && part.atEnds.has(episodeText(key.episode));
    },
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
    within: ticketWithin,
  },
  {
    name: "inconclusive",
    sql: `SELECT ticket, candidate, document, split, purpose, repeat
          FROM observation WHERE outcome = 'inconclusive' ORDER BY ticket`,
    within: ticketWithin,
  },
  {
    name: "candidate",
    sql: `SELECT iteration, tree, commit_hash, parent, standing, diff, summary FROM candidate ORDER BY iteration`,
    within: ([iteration], part) => iterationWithin(Number(iteration), part),
  },
  {
    name: "decision",
    sql: "SELECT iteration, kind, body FROM decision ORDER BY iteration, kind",
    within: ([iteration, kind], part) =>
      iterationWithin(Number(iteration), part) ||
      (kind === "final" && part.ends.includes(Number(iteration) - 1)),
  },
];

const events = `SELECT event.ticket, sequence, encoding, body AS data FROM event
  JOIN observation ON observation.ticket = event.ticket
  WHERE outcome <> 'inconclusive' ORDER BY event.ticket, sequence`;

/**
 * The history digest over one consistent snapshot, read row by row. With `until` it covers what belongs to
 * iterations 0 to `until` only, and admissions that took place by then: the digest of a run that ended there without
 * a final test. With `ends` it also covers how the run ended after those numbers of iterations, the final decision
 * and test of each, and of admissions those that took place before the last of these ends.
 */
export function historyDigest(
  connection: Connection,
  until = Number.POSITIVE_INFINITY,
  ends: readonly number[] = [],
): Sha256 {
  return digestOf(connection, () => partOf(connection, until, ends));
}

/** The same of one admission alone, with the experiment and its documents. @param number of the admission. */
export function admissionDigest(connection: Connection, number: number): Sha256 {
  const admitted = new Set([iterationOfAdmission(number)]);
  return digestOf(connection, () => ({ until: -1, ends: [], atEnds: new Set(), admitted }));
}

/** @param partOf what of the history is covered, asked within the snapshot; null for all. */
function digestOf(connection: Connection, partOf: () => Part | null): Sha256 {
  const hash = createHash("sha256").update("autodata-lab history digest 1\n");
  const line = (...members: unknown[]) => hash.update(`${JSON.stringify(members)}\n`);
  const readAll = connection.transaction(() => {
    const part = partOf();
    for (const { name, sql, within } of sections) {
      for (const row of connection.prepare<[], unknown[]>(sql).raw().iterate()) {
        if (part === null || within === undefined || within(row, part)) line(name, ...row.map(hexed));
      }
    }
    for (const event of connection.prepare<[], EventRow>(events).iterate()) {
      if (part !== null && !ticketWithin([event.ticket], part)) continue;
      line("event", event.ticket, event.sequence, unpackText(event));
    }
  });
  readAll();
  return asSha256(hash.digest("hex"));
}

/** Null for all of a history. */
function partOf(connection: Connection, until: number, ends: readonly number[]): Part | null {
  const none = connection.prepare<[], number>(admissionsBegun).pluck().get() === 0;
  if (none && until === Number.POSITIVE_INFINITY) return null;
  const decidedUntil = ends.length === 0 ? until : until - 1;
  const admitted = connection.prepare<[], [number, number]>(admissionsDecided).raw().all();
  return {
    until,
    ends,
    atEnds: episodesAt(connection, ends),
    admitted: new Set(
      admitted.filter(([, decided]) => decided <= decidedUntil).map(([iteration]) => iteration),
    ),
  };
}

const admissionsBegun = "SELECT COUNT(*) FROM decision WHERE kind = 'admission'";
const admissionsDecided = `SELECT iteration, json_extract(body, '$.decided') FROM decision
  JOIN (SELECT iteration AS ended FROM decision WHERE kind = 'outcome') ON ended = iteration
  WHERE kind = 'admission'`;

function episodesAt(connection: Connection, ends: readonly number[]): Set<string> {
  const select = connection.prepare<[number, number], ObservationRow>(
    "SELECT * FROM observation WHERE purpose IN ('test', 'finalist', 'criterion') AND ticket >= ? AND ticket < ?",
  );
  const rows = ends.flatMap((iterations) =>
    select.all(ticketOf(iterations + 1, "train", 0), ticketOf(iterations + 2, "train", 0)),
  );
  return new Set(rows.map((row) => episodeText(observationOf(row))));
}

const ofAnEnd: ReadonlySet<Purpose> = new Set<Purpose>(["test", "finalist", "criterion"]);

/** The iteration that a call belongs to; infinity for an episode of a finalist or a test: those belong to an end. */
export function iterationOfCall(key: CallKey): number {
  if (key.scope === "iteration") return key.iteration;
  const { purpose, repeat } = key.episode;
  if (purpose === "calibrate") return 0;
  return ofAnEnd.has(purpose) ? Number.POSITIVE_INFINITY : repeat;
}

interface EventRow extends PackedText {
  readonly ticket: number;
  readonly sequence: number;
}

const hexed = (value: unknown) => (Buffer.isBuffer(value) ? value.toString("hex") : value);
