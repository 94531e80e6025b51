import { afterAll, describe, expect, it } from "vitest";
import { type Random, randomStreams } from "../../../foundation/random.js";
import { openRaw } from "../../population/history/raw-database.js";
import { change, columnsOf, forge, forgeChain, type Raw, tablesOf } from "./adversary.js";
import { otherValue, type Row, sampledRow, setCell } from "./changed-cells.js";
import { batches, cellDeeds, type Deed, rowDeeds, telling } from "./deeds.js";
import { FinishedRun, mismatches } from "./finished-run.js";
import { freeClaims, freeRows } from "./free-claims.js";

const run = new FinishedRun();
afterAll(() => run.remove());

const streams = randomStreams("every cell");

/** What a history lets somebody do. */
async function possible<T>(deeds: (raw: Raw, tables: ReadonlyMap<string, string[]>) => T): Promise<T> {
  const raw = openRaw(await run.copyOfHistory());
  try {
    return deeds(raw, tablesOf(raw));
  } finally {
    raw.close();
  }
}

/** Every column that there is, by the file's own schema. */
const columns = (tables: ReadonlyMap<string, string[]>) =>
  [...tables].flatMap(([table, names]) =>
    names.map((column) => [table, column, `${table}.${column}`] as const),
  );

/** What was done and is named neither when it was done among row, which may hide it, nor alone; a line each. */
async function unnoticed(deeds: readonly Deed[]): Promise<string[]> {
  const missed: string[] = [];
  for (const batch of batches(deeds)) {
    for (const hidden of await unnamed(batch))
      missed.push(...(await unnamed([hidden])).map(({ what }) => what));
  }
  return missed;
}

/** The deeds of a batch that no line of an audit names when digest and chain were made again. */
async function unnamed(batch: readonly Deed[]): Promise<Deed[]> {
  const path = await run.copyOfHistory();
  const names = new Map<Deed, string[]>();
  forge(path, (raw) => {
    for (const deed of batch) names.set(deed, telling(deed, deed.act(raw)));
  });
  const lines = await mismatches(path);
  return batch.filter((deed) => !lines.some((line) => names.get(deed)?.some((name) => line.includes(name))));
}

describe("the audit of a history that was tampered with", () => {
  it("finds nothing before that, with rows in every table", async () => {
    const empty = await possible((raw, tables) =>
      [...tables.keys()].filter((table) => sampledRow(raw, streams.fork(table), table) === undefined),
    );
    expect(empty).toEqual([]);
    expect(await mismatches(await run.copyOfHistory())).toEqual([]);
  });

  it("finds by the chain a change in every column, also of ids, where nothing was made again", async () => {
    const path = await run.copyOfHistory();
    const changed = new Set<string>();
    change(path, (raw) => {
      for (const [table, column] of columns(
        new Map([...tablesOf(raw)].map(([name, own]) => [name, ["id", ...own]])),
      )) {
        const random = streams.fork(`chain ${table}.${column}`);
        const row = sampledRowBesides(raw, random, table, changed);
        if (row === undefined) continue;
        const value = column === "id" ? row.id + 100_000 : otherValue(row[column] ?? null, random);
        setCell(raw, table, row, column, value);
        changed.add(`${table} ${row.id}`);
      }
    });
    const lines = await mismatches(path);
    expect(changed.size).toBeGreaterThan(75);
    expect([...changed].filter((name) => !lines.some((line) => line.startsWith(`${name}: `)))).toEqual([]);
  });

  it("finds a change in every column of the chain itself", async () => {
    const path = await run.copyOfHistory();
    const changed: string[][] = [];
    change(path, (raw) => {
      for (const column of columnsOf(raw, "chain")) {
        const random = streams.fork(`chain.${column}`);
        const link = sampledRow(raw, random, "chain");
        if (link === undefined) continue;
        setCell(raw, "chain", link, column, otherValue(link[column] ?? null, random));
        changed.push([
          `link ${link["sequence"]} of the chain`,
          `${link["entry_table"]} ${link["entry_id"]}: `,
        ]);
      }
    });
    const lines = await mismatches(path);
    expect(changed).toHaveLength(5);
    for (const names of changed) {
      expect(
        lines.filter((line) => names.some((name) => line.startsWith(name))),
        names[0],
      ).not.toEqual([]);
    }
  });

  it("finds another value in every column, though digest and chain were made again", async () => {
    const deeds = await possible((raw, tables) =>
      columns(tables).flatMap(([table, column, name]) => {
        const free = freeClaims[name];
        if (free === undefined) return cellDeeds(raw, streams, table, column);
        if (free.where === undefined) return [];
        return cellDeeds(raw, streams, table, column, { where: `NOT (${free.where})` });
      }),
    );
    expect(deeds.length).toBeGreaterThan(100);
    expect(await unnoticed(deeds)).toEqual([]);
  });

  it("finds rows that were removed and added, though digest and chain were made again", async () => {
    const deeds = await possible((raw, tables) =>
      [...tables.keys()].flatMap((table) => {
        const free = freeRows[table];
        if (free === undefined) return rowDeeds(raw, streams, table);
        return free.where === undefined ? [] : rowDeeds(raw, streams, table, `NOT (${free.where})`);
      }),
    );
    expect(await unnoticed(deeds)).toEqual([]);
  });

  it("finds what a harness said when the chain alone was made again, by the digest", async () => {
    const digested = Object.entries(freeClaims).filter(([, { digested }]) => digested);
    for (const [name, free] of digested) {
      const [table = "", column = ""] = name.split(".");
      const [deed] = await possible((raw) => cellDeeds(raw, streams, table, column, free));
      const path = await run.copyOfHistory();
      forgeChain(path, (raw) => void deed?.act(raw));
      expect(await mismatches(path), name).toEqual([expect.stringContaining("run digest.3: ")]);
    }
  });

  it("counts nothing as free that it finds: each of those claims can be forged", async () => {
    const deeds = await possible((raw) =>
      Object.entries(freeClaims).map(([name, free]) => {
        const [table = "", column = ""] = name.split(".");
        const [deed] = cellDeeds(raw, streams, table, column, free);
        if (deed === undefined) throw new Error(`there is no row for the free claim ${name}`);
        return deed;
      }),
    );
    const path = await run.copyOfHistory();
    forge(path, (raw) => {
      for (const deed of deeds) deed.act(raw);
    });
    expect(await mismatches(path)).toEqual([]);
  });
});

/** A row that was not changed yet. */
function sampledRowBesides(
  raw: Raw,
  random: Random,
  table: string,
  changed: ReadonlySet<string>,
): Row | undefined {
  const ids = [...changed].filter((name) => name.startsWith(`${table} `)).map((name) => name.split(" ")[1]);
  return sampledRow(raw, random, table, `id NOT IN (${ids.join(", ")})`);
}
