import { afterAll, describe, expect, it } from "vitest";
import { randomStreams } from "../../../foundation/random.js";
import { openRaw } from "../../population/history/raw-database.js";
import { change, forge, forgeChain, type Raw, tablesOf } from "./adversary.js";
import { otherValue, sampledRow, setCell } from "./changed-cells.js";
import { cellDeeds, type Deed, independent, rowDeeds, telling } from "./deeds.js";
import { FinishedRun, mismatches } from "./finished-run.js";
import { freeClaims, freeRows } from "./free-claims.js";

const run = new FinishedRun();
afterAll(() => run.remove());

const streams = randomStreams("every cell");
type Tampering = typeof forge;

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

/** What was done and is not named by an audit, a line each. */
async function unnoticed(deeds: readonly Deed[], tampering: Tampering): Promise<string[]> {
  const missed: string[] = [];
  for (const batch of independent(deeds)) {
    const path = await run.copyOfHistory();
    const names = new Map<Deed, string[]>();
    tampering(path, (raw) => {
      for (const deed of batch) names.set(deed, telling(deed, deed.act(raw)));
    });
    const lines = await mismatches(path);
    for (const [{ what }, wanted] of names) {
      if (lines.some((line) => wanted.some((name) => line.includes(name)))) continue;
      missed.push(`${what}: ${wanted[0]} is in none of ${lines.length} lines: ${lines[0]}`);
    }
  }
  return missed;
}

describe("the audit of a history that was tampered with", () => {
  it("finds nothing before that, with rows in every table", async () => {
    const empty = await possible((raw, tables) =>
      [...tables.keys()].filter((table) => sampledRow(raw, streams.fork(table), table) === undefined),
    );
    expect(empty).toEqual([]);
    expect(await mismatches(await run.copyOfHistory())).toEqual([]);
  });

  it("finds by the chain a change in every column, of the chain too, and rows removed and added", async () => {
    const path = await run.copyOfHistory();
    const names: string[] = [];
    change(path, (raw) => {
      for (const [table, own] of tablesOf(raw)) {
        for (const column of ["id", ...own]) {
          const random = streams.fork(`chain ${table}.${column}`);
          const row = sampledRow(raw, random, table, `id NOT IN (${[...taken(names, table), -1]})`);
          if (row === undefined) continue;
          const step = column === "id" ? row.id + 100_000 : otherValue(row[column] ?? null, random);
          setCell(raw, table, row, column, step);
          names.push(`${table} ${row.id}`);
        }
      }
    });
    const lines = await mismatches(path);
    expect(names.length).toBeGreaterThan(60);
    expect(names.filter((name) => !lines.some((line) => line.startsWith(`${name}: `)))).toEqual([]);
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
    expect(await unnoticed(deeds, forge)).toEqual([]);
  });

  it("finds rows that were removed and added, though digest and chain were made again", async () => {
    const deeds = await possible((raw, tables) =>
      [...tables.keys()].flatMap((table) => {
        const free = freeRows[table];
        if (free === undefined) return rowDeeds(raw, streams, table);
        return free.where === undefined ? [] : rowDeeds(raw, streams, table, `NOT (${free.where})`);
      }),
    );
    expect(await unnoticed(deeds, forge)).toEqual([]);
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

function taken(names: readonly string[], table: string): number[] {
  return names.filter((name) => name.startsWith(`${table} `)).map((name) => Number(name.split(" ")[1]));
}
