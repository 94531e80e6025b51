import type { RandomStreams } from "../../../foundation/random.js";
import type { Raw } from "./adversary.js";
import {
  addRow,
  episodeOf,
  namesOf,
  otherValue,
  type Row,
  removeRow,
  sampledRow,
  setCell,
  tablesOfEpisodes,
} from "./changed-cells.js";
import type { FreeClaim } from "./free-claims.js";

/** Something that can be done to one row of a history. */
export interface Deed {
  /** `attempt.marks`, `attempt removed`. */
  readonly what: string;
  readonly table: string;
  readonly row: Row;
  /** The ticket of the episode that the row belongs to. */
  readonly episode: string | null;
  /** Returns the row as it is then. */
  act(raw: Raw): Row;
}

/** Rows in which each column is changed: more where many changes are found by one audit. */
const samples = (table: string) => (tablesOfEpisodes.includes(table) ? [1, 2, 3] : [1]);

/** Another value in one cell of a column, in rows by chance; none where no row meets the condition. */
export function cellDeeds(
  raw: Raw,
  streams: RandomStreams,
  table: string,
  column: string,
  { where, to }: Partial<FreeClaim> = {},
): Deed[] {
  return samples(table).flatMap((sample) => {
    const random = streams.fork(`${table}.${column} ${sample}`);
    const row = sampledRow(raw, random, table, where);
    if (row === undefined) return [];
    const value = to === undefined ? otherValue(row[column] ?? null, random) : computed(raw, table, row, to);
    const act = (database: Raw) => setCell(database, table, row, column, value);
    return [{ what: `${table}.${column}`, table, row, episode: episodeOf(raw, table, row), act }];
  });
}

function computed(raw: Raw, table: string, row: Row, sql: string): string | null {
  const select = raw.prepare<[number], string>(`SELECT ${sql} FROM ${table} WHERE rowid = ?`).pluck();
  return select.get(row.id) ?? null;
}

/** A row of a table that is removed, also its last one, and one that is added once more under a key that is free. */
export function rowDeeds(raw: Raw, streams: RandomStreams, table: string, where = "1"): Deed[] {
  const last = `id = (SELECT MAX(id) FROM ${table} WHERE ${where})`;
  const deed = (what: string, condition: string, act: (raw: Raw, row: Row) => Row): Deed[] => {
    const row = sampledRow(raw, streams.fork(what), table, condition);
    if (row === undefined) return [];
    return [{ what, table, row, episode: episodeOf(raw, table, row), act: (database) => act(database, row) }];
  };
  const remove = (database: Raw, row: Row) => {
    removeRow(database, table, row);
    return row;
  };
  const add = (database: Raw, row: Row) => addRow(database, streams.fork(`${table} key`), table, row);
  return [
    ...deed(`${table} removed`, where, remove),
    ...deed(`${table} last removed`, last, remove),
    ...deed(`${table} added`, where, add),
  ];
}

/** Batches in which no two deeds are in one episode, or outside of episodes in one row or in different tables. */
export function batches(deeds: readonly Deed[]): Deed[][] {
  const found: { readonly kind: string; readonly places: Set<string>; readonly deeds: Deed[] }[] = [];
  for (const deed of deeds) {
    const kind = deed.episode === null ? deed.table : "episodes";
    const place = deed.episode ?? String(deed.row.id);
    const room = found.find((batch) => batch.kind === kind && !batch.places.has(place));
    const batch = room ?? { kind, places: new Set<string>(), deeds: [] };
    if (room === undefined) found.push(batch);
    batch.places.add(place);
    batch.deeds.push(deed);
  }
  return found.map((batch) => batch.deeds);
}

/** What a line of an audit must hold one of, to tell of a deed: names of the row before and after, or of what follows. */
export function telling({ what, table, row, episode }: Deed, after: Row): string[] {
  return [...namesOf(table, row), ...namesOf(table, after), ...ofWhatFollows(what, episode)];
}

function ofWhatFollows(what: string, episode: string | null): string[] {
  if (/^call\.(input_tokens|output_tokens|cost_usd)$/.test(what))
    return [`observation of ticket ${episode} `];
  if (what === "document.title") return ["asks something else"];
  return what === "document removed" || what === "document last removed" ? ["document "] : [];
}
