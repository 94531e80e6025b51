import { canonicalJson } from "../../../foundation/digest.js";
import { asTicket, asTreeHash, type Ticket } from "../../../foundation/ids.js";
import type { EpisodeLog, Trajectory, TrajectoryEvent } from "../../../inner/trajectory.js";
import type { Connection } from "../connection.js";
import type { EpisodeReader } from "../history.js";
import { HistoryConflict } from "../history-error.js";
import type { Ledger } from "../ledger.js";
import { type PackedText, packText, unpackText } from "../packed-text.js";
import type { RowOf } from "../row.js";
import { type ObservationRow, observationOf, observationRow, observationShape } from "./observations.js";

export const eventShape = {
  name: "event",
  columns: ["ticket", "sequence", "kind", "encoding", "body"],
  key: ["ticket", "sequence"],
  packed: "body",
} as const;

export const attemptShape = {
  name: "attempt",
  columns: [
    "ticket",
    "sequence",
    "position",
    "example",
    "stage",
    "seat",
    "attempt",
    "score_numerator",
    "score_denominator",
    "marks",
    "trouble",
  ],
  key: ["ticket", "sequence", "position"],
} as const;

type StageEvent = Extract<TrajectoryEvent, { kind: "stage" }>;

export function episodeReader(connection: Connection): EpisodeReader {
  const observation = connection.prepare<[number], ObservationRow>(
    "SELECT * FROM observation WHERE ticket = ?",
  );
  const events = connection.prepare<[number], PackedText>(
    "SELECT encoding, body AS data FROM event WHERE ticket = ? ORDER BY sequence",
  );
  const trying = connection
    .prepare<[string, string], number>(
      "SELECT DISTINCT ticket FROM attempt WHERE example >= ? AND example < ? ORDER BY ticket",
    )
    .pluck();
  const ofKind = connection.prepare<[string], PackedText & { readonly candidate: string }>(
    "SELECT candidate, encoding, body AS data FROM event JOIN observation USING (ticket) " +
      "WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY ticket, sequence",
  );
  return {
    eventsOf: function* (kinds) {
      for (const { candidate, ...packed } of ofKind.iterate(JSON.stringify(kinds))) {
        yield { candidate: asTreeHash(candidate), event: JSON.parse(unpackText(packed)) as TrajectoryEvent };
      }
    },
    ticketsTrying: (prefix) => trying.all(prefix, `${prefix}\u{10ffff}`).map(asTicket),
    find: (ticket) => {
      const row = observation.get(ticket);
      if (row === undefined) return undefined;
      const stored = events.all(ticket).map((packed): TrajectoryEvent => JSON.parse(unpackText(packed)));
      return { observation: observationOf(row), events: stored };
    },
  };
}

export function episodeLog(connection: Connection, ledger: Ledger): EpisodeReader & EpisodeLog {
  const reader = episodeReader(connection);
  const observations = ledger.table(observationShape);
  const events = ledger.table(eventShape);
  const attempts = ledger.table(attemptShape);
  const insert = (trajectory: Trajectory) => {
    const { ticket } = trajectory.observation;
    if (!observations(observationRow(trajectory.observation)))
      return requireSame(trajectory, reader.find(ticket));
    for (const [sequence, event] of trajectory.events.entries()) {
      const { encoding, data } = packText(canonicalJson(event));
      events({ ticket, sequence, kind: event.kind, encoding, body: data });
      if (event.kind === "stage") for (const row of attemptRows(ticket, sequence, event)) attempts(row);
    }
  };
  return { ...reader, append: (trajectory) => ledger.append(() => insert(trajectory)) };
}

/** The rows that a stage event has in the attempt table. */
export function attemptRows(
  ticket: Ticket,
  sequence: number,
  event: Pick<StageEvent, "example" | "attempts">,
): RowOf<typeof attemptShape>[] {
  return event.attempts.map(({ stage, seat, attempt, score, marks, trouble }, position) => ({
    ticket,
    sequence,
    position,
    example: event.example,
    stage,
    seat,
    attempt,
    score_numerator: score?.numerator ?? null,
    score_denominator: score?.denominator ?? null,
    marks: JSON.stringify(marks.map(({ met }) => (met ? 1 : 0))),
    trouble,
  }));
}

function requireSame(trajectory: Trajectory, stored: Trajectory | undefined): void {
  if (canonicalJson(trajectory.events) === canonicalJson(stored?.events)) return;
  throw new HistoryConflict("trajectory", String(trajectory.observation.ticket));
}
