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

/** Deeds in one episode hide one another, and those outside of episodes hide everything: each of these stands alone. */
export function independent(deeds: readonly Deed[]): Deed[][] {
  const alone: Deed[][] = [];
  const together: Deed[][] = [];
  const turns = new Map<string, number>();
  for (const deed of deeds) {
    if (deed.episode === null) {
      alone.push([deed]);
      continue;
    }
    const turn = turns.get(deed.episode) ?? 0;
    turns.set(deed.episode, turn + 1);
    if (turn === together.length) together.push([]);
    together[turn]?.push(deed);
  }
  return [...together, ...alone];
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
