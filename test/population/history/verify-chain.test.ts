import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openHistoryForReading } from "../../../population/history/open.js";
import { temporaryFolder } from "../temporary-folder.js";
import { openRaw, tamper } from "./raw-database.js";
import { sampleAppends, withHistory } from "./sample-history.js";

const tables = [
  "blob",
  "call",
  "failed_try",
  "run",
  "document",
  "candidate",
  "observation",
  "event",
  "attempt",
  "decision",
  "notice",
  "cached_input",
  "chain",
];

async function sampleFile(): Promise<string> {
  const path = join(temporaryFolder(), "history.sqlite");
  await withHistory(path, sampleAppends(), () => {});
  return path;
}

async function verified(path: string): Promise<string | null> {
  const reader = openHistoryForReading(path);
  const trouble = reader.verifyChain();
  await reader.close();
  return trouble;
}

test("an untouched history is whole, also after it was continued", async () => {
  const path = await sampleFile();
  await withHistory(path, [(history) => history.run.put("later", "yes")], () => {});
  expect(await verified(path)).toBeNull();
});

test("a link that was numbered anew without changing the order is noticed", async () => {
  const path = await sampleFile();
  tamper(path, (raw) => raw.exec("UPDATE chain SET sequence = 0 WHERE sequence = 1"));
  expect(await verified(path)).toBe("the number of link 1 of the chain was changed");
});

test("every table of the file is under the chain", async () => {
  const raw = openRaw(await sampleFile());
  const names = raw.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  const chained = raw.prepare<[], string>("SELECT DISTINCT entry_table FROM chain").pluck().all();
  raw.close();
  expect(names.sort()).toEqual([...tables].sort());
  expect([...chained, "chain"].sort()).toEqual(names);
});

test("every table refuses to change or to forget a row", async () => {
  const path = await sampleFile();
  const raw = openRaw(path);
  for (const table of tables) {
    const [first] = raw.pragma(`table_info(${table})`) as [{ name: string }];
    expect(() => raw.exec(`UPDATE ${table} SET ${first.name} = ${first.name}`)).toThrow("append-only");
    expect(() => raw.exec(`DELETE FROM ${table}`)).toThrow("append-only");
  }
  raw.close();
});

test("a changed value in any column of any row of any table is noticed", async () => {
  const path = await sampleFile();
  const anyCell = fc.record({ table: fc.constantFrom(...tables), row: fc.nat(), column: fc.nat() });
  const noticed = fc.asyncProperty(anyCell, async (cell) => {
    const undo = changeCell(path, cell);
    const trouble = await verified(path);
    undo();
    expect(trouble).toMatch(/changed|missing|added|no table/);
  });
  await fc.assert(noticed, { numRuns: 150 });
  expect(await verified(path)).toBeNull();
}, 60_000);

interface Cell {
  readonly table: string;
  readonly row: number;
  readonly column: number;
}

/** Puts something else into one cell; returns what undoes it. */
function changeCell(path: string, { table, row, column }: Cell): () => void {
  let undo = () => {};
  tamper(path, (raw) => {
    const columns = raw.pragma(`table_info(${table})`) as { name: string }[];
    const ids = raw.prepare<[], number>(`SELECT rowid FROM ${table}`).pluck().all();
    const [id, name] = [ids[row % ids.length], columns[column % columns.length]?.name];
    const before = raw.prepare(`SELECT ${name} FROM ${table} WHERE rowid = ?`).pluck().get(id);
    const isIdentity = name === "id" || name === "sequence";
    const after = Buffer.isBuffer(before) ? changedByte(before) : isIdentity ? -1 : `${before}?`;
    raw.prepare(`UPDATE ${table} SET ${name} = ? WHERE rowid = ?`).run(after, id);
    const now = name === columns[0]?.name ? after : id;
    undo = () =>
      tamper(path, (again) => {
        again.prepare(`UPDATE ${table} SET ${name} = ? WHERE rowid = ?`).run(before, now);
      });
  });
  return undo;
}

function changedByte(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed[0] = (changed[0] ?? 0) ^ 1;
  return changed;
}

test.each(tables)("a row removed from %s is noticed", async (table) => {
  const path = await sampleFile();
  tamper(path, (raw) => raw.exec(`DELETE FROM ${table} WHERE rowid = (SELECT MIN(rowid) FROM ${table})`));
  expect(await verified(path)).toMatch(/missing/);
});

test("a row added past the history is noticed, at the end and in between", async () => {
  const atEnd = await sampleFile();
  tamper(atEnd, (raw) => raw.exec("INSERT INTO run (name, value) VALUES ('x', 'y')"));
  expect(await verified(atEnd)).toBe("run 3 was added outside the chain");

  const between = await sampleFile();
  tamper(between, (raw) => raw.exec("UPDATE run SET id = 20 WHERE id = 2"));
  tamper(between, (raw) => raw.exec("INSERT INTO run (id, name, value) VALUES (0, 'x', 'y')"));
  expect(await verified(between)).toBe("run 0 was added outside the chain");
});

test("rows that changed places are noticed", async () => {
  const path = await sampleFile();
  tamper(path, (raw) => {
    raw.exec("UPDATE decision SET id = 99 WHERE id = 1");
    raw.exec("UPDATE decision SET id = 1 WHERE id = 2");
    raw.exec("UPDATE decision SET id = 2 WHERE id = 99");
  });
  expect(await verified(path)).toBe("decision 1 was changed");
});
