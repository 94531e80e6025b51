import { afterAll, describe, expect, it } from "vitest";
import { randomStreams } from "../../../foundation/random.js";
import { openRaw } from "../../population/history/raw-database.js";
import { chainAgain, change, forge, type Raw, tablesOf } from "./adversary.js";
import {
  addRow,
  applyCell,
  type CellChange,
  namesOf,
  otherValue,
  type Row,
  removeRow,
  sampledRow,
} from "./changed-cells.js";
import { FinishedRun, mismatches } from "./finished-run.js";

const run = new FinishedRun();
afterAll(() => run.remove());

/** Cells that evidence does not lead to, and why that is so. */
interface FreeClaim {
  /** Of the rows that this SQL condition names; of all when absent. */
  readonly where?: string;
  /** Replay finds it, and the history digest covers it; else the tamper chain is all there is. */
  readonly digested?: true;
  readonly because: string;
}

const ofProvider = "what a provider said of its call, and nothing was decided on it";
const ofTheWorld = "what happened outside of this program";
const freeClaims: Readonly<Record<string, FreeClaim>> = {
  "call.base_url": { because: "where an endpoint lay; a run may move between hosts" },
  "call.answered_by": { because: ofProvider },
  "call.retries": { because: ofTheWorld },
  "call.dropped_parameters": { because: ofTheWorld },
  "call.started_at": { because: "time" },
  "call.duration_ms": { because: "time" },
  "call.input_tokens": { where: "key LIKE 'iteration/%'", because: ofProvider },
  "call.output_tokens": { where: "key LIKE 'iteration/%'", because: ofProvider },
  "call.cost_usd": { where: "key LIKE 'iteration/%'", because: ofProvider },
  "failed_try.key": { because: "any call of the run may have failed" },
  "failed_try.fault": { because: ofTheWorld },
  "failed_try.message": { because: ofTheWorld },
  "failed_try.at": { because: "time" },
  "notice.at": { because: "time" },
  "notice.kind": { because: ofTheWorld },
  "notice.message": { because: ofTheWorld },
  "cached_input.key": { because: ofProvider },
  "cached_input.tokens": { because: ofProvider },
  "document.source": { because: "the name of a file; its text has a hash" },
  "document.title": { where: "split IS NULL", because: "shown to no model" },
  "run.value": {
    where: "name LIKE 'definition.%'",
    because: "most settings of a definition change no result",
  },
  "observation.ticks": { digested: true, because: "what the sandbox counted" },
  "event.body": {
    where: "kind IN ('note', 'findings', 'refused')",
    digested: true,
    because: "what a harness said, which nothing was decided on",
  },
};

/** Tables whose rows come from outside: whether one was there nobody else knows. */
const freeTables = ["failed_try", "notice", "cached_input"];

const samples = 2;

async function reading<T>(read: (raw: Raw) => T): Promise<T> {
  const raw = openRaw(await run.copyOfHistory());
  try {
    return read(raw);
  } finally {
    raw.close();
  }
}

function sampledCell(raw: Raw, table: string, column: string, where: string, label: string): CellChange[] {
  const random = randomStreams("every cell").fork(`${table}.${column} ${label}`);
  const row = sampledRow(raw, random, table, where);
  if (row === undefined) return [];
  return [{ table, column, row, value: otherValue(row[column] ?? null, random) }];
}

/** Every column of every table, each in rows by chance. */
function cells(raw: Raw, whereOf: (cell: string) => string | null): CellChange[] {
  return [...tablesOf(raw)].flatMap(([table, columns]) =>
    columns.flatMap((column) => {
      const where = whereOf(`${table}.${column}`);
      if (where === null) return [];
      return Array.from({ length: samples }, (_, index) =>
        sampledCell(raw, table, column, where, `${index}`),
      ).flat();
    }),
  );
}

const found = (lines: readonly string[], names: readonly string[]) =>
  lines.some((line) => names.some((name) => line.includes(name)));

describe("the audit of a history in which one cell was changed", () => {
  it("finds every table and column filled in the run that is tampered with", async () => {
    const empty = await reading((raw) =>
      [...tablesOf(raw).keys()].filter(
        (table) => sampledRow(raw, randomStreams(1).fork(table), table) === undefined,
      ),
    );
    expect(empty).toEqual([]);
    expect(await mismatches(await run.copyOfHistory())).toEqual([]);
  });

  it("finds it from evidence when the digest and the whole chain were computed again", async () => {
    const changes = await reading((raw) =>
      cells(raw, (cell) => {
        const free = freeClaims[cell];
        if (free === undefined) return "1";
        return free.where === undefined ? null : `NOT (${free.where})`;
      }),
    );
    const missed: string[] = [];
    for (const cell of changes) {
      const path = await run.copyOfHistory();
      forge(path, (raw) => applyCell(raw, cell));
      const lines = await mismatches(path);
      const names = namesOf(cell.table, cell.row);
      if (!found(lines, names))
        missed.push(
          `${cell.table}.${cell.column} ${String(cell.value).slice(0, 100)} | ${names[0]} | ${lines.length} ${lines[0]}`,
        );
    }
    console.log(changes.length, missed.join("\n"));
  }, 400_000);
});
