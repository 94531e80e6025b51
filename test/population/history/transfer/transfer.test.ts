import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { systemClock } from "../../../../foundation/clock.js";
import { linesOf } from "../../../../foundation/lines.js";
import { allTables } from "../../../../population/history/all-tables.js";
import { openHistory, openHistoryForReading } from "../../../../population/history/open.js";
import { exportHistory } from "../../../../population/history/transfer/export-history.js";
import { importHistory } from "../../../../population/history/transfer/import-history.js";
import { temporaryFolder } from "../../temporary-folder.js";
import { openRaw, tamper } from "../raw-database.js";
import { type Append, sampleAppends, withHistory } from "../sample-history.js";
import { sampleCall, sampleRequest } from "../sample-rows.js";

const newPath = () => join(temporaryFolder(), "history.sqlite");

function exported(path: string, part: "whole" | "intact" = "whole"): string {
  const history = exportHistory(path, part);
  try {
    return [...history.lines()].join("");
  } finally {
    history.close();
  }
}

async function imported(text: string): Promise<string> {
  const path = newPath();
  await importHistory(linesOf(pieces(Buffer.from(text))), "run.jsonl", path);
  return path;
}

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += 4096) yield bytes.subarray(start, start + 4096);
}

/** Every row of every table, the chain included, as SQLite has it. */
function allRows(path: string): unknown[] {
  const raw = openRaw(path);
  const names = [...allTables.map(({ name }) => name), "chain"];
  const rows = names.map((name) => raw.prepare(`SELECT * FROM ${name} ORDER BY 1`).raw().all());
  raw.close();
  return rows;
}

async function sampleFile(appends: readonly Append[] = sampleAppends()): Promise<string> {
  const path = newPath();
  await withHistory(path, appends, () => {});
  return path;
}

const anyContent = fc.record({
  text: fc.string({ unit: "binary", maxLength: 30 }).map((text) => text.repeat(60)),
  costUsd: fc.option(fc.double({ noNaN: true })),
  number: fc.integer({ min: 10, max: 1e9 }),
});

function callWith({
  text,
  costUsd,
  number,
}: {
  text: string;
  costUsd: number | null;
  number: number;
}): Append {
  const call = sampleCall(number, sampleRequest(number, text));
  const { completion } = call;
  const usage = { ...completion.usage, costUsd };
  return (history) => history.calls.append({ ...call, completion: { ...completion, usage } });
}

test("an import has the rows, the chain and the digest of what was exported", async () => {
  const appends = fc
    .tuple(
      fc.shuffledSubarray(sampleAppends()),
      fc.uniqueArray(anyContent, { selector: ({ number }) => number, maxLength: 5 }),
    )
    .map(([samples, contents]) => [...samples, ...contents.map(callWith)]);
  const roundTrip = fc.asyncProperty(appends, async (chosen) => {
    const path = await sampleFile(chosen);
    const text = exported(path);
    const copy = await imported(text);
    expect(allRows(copy)).toEqual(allRows(path));
    expect(exported(copy)).toBe(text);
    const [before, after] = [openHistoryForReading(path), openHistoryForReading(copy)];
    expect(after.digest()).toBe(before.digest());
    expect(after.verifyChain()).toBeNull();
    await Promise.all([before.close(), after.close()]);
  });
  await fc.assert(roundTrip, { numRuns: 25 });
}, 180_000);

test("an export is a header and plain rows: long texts are texts, hashes are hex", async () => {
  const [head = "", ...lines] = exported(await sampleFile())
    .trimEnd()
    .split("\n");
  const header = JSON.parse(head);
  expect(header).toMatchObject({ format: "autodata-lab history export", version: 1, rows: lines.length });
  expect(header.tables).toMatchObject({ call: 4, candidate: 4, notice: 1 });
  const rows = lines.map((line) => JSON.parse(line));
  const call = rows.find(({ table }) => table === "call");
  const blobOf = (hash: string) =>
    rows.find(({ table, columns }) => table === "blob" && columns.hash === hash)?.columns.data;
  expect(JSON.parse(blobOf(call.columns.reply)).text).toMatch(/^Answer 0: because because/);
  expect(call.columns.messages.map(blobOf).map((text: string) => JSON.parse(text).role)).toEqual([
    "system",
    "user",
    "assistant",
    "tool",
  ]);
  const withBytes = rows.filter(({ packed }) => packed !== undefined);
  expect(withBytes.length).toBeGreaterThan(0);
  expect(withBytes.every(({ columns }) => columns.encoding === "deflate")).toBe(true);
});

test("an import can be continued like the run it came from", async () => {
  const copy = await imported(exported(await sampleFile()));
  const history = openHistory(copy, systemClock);
  for (const append of sampleAppends()) await append(history);
  await history.run.put("later", "yes");
  expect(history.verifyChain()).toBeNull();
  await history.close();
});

test("a run can be exported while it writes, as of that moment", async () => {
  const path = newPath();
  await withHistory(path, sampleAppends(), async (history) => {
    const under = exportHistory(path, "whole");
    const lines = under.lines();
    const first = lines.next().value;
    await history.calls.append(sampleCall(77));
    const copy = await imported([first, ...lines].join(""));
    under.close();
    const reader = openHistoryForReading(copy);
    expect(reader.totals.usage().total.calls).toBe(4);
    expect(reader.verifyChain()).toBeNull();
    await reader.close();
  });
});

test("an export that is cut off anywhere is refused, saying where", async () => {
  const text = exported(await sampleFile());
  const cut = fc.asyncProperty(fc.nat(text.length - 2), async (length) => {
    const kept = text.slice(0, length);
    const lines = kept.split("\n").filter((line) => line !== "").length;
    await expect(imported(kept)).rejects.toThrow(
      lines <= 1 && !kept.endsWith("\n")
        ? /run\.jsonl (is not an export|is cut off)/
        : new RegExp(`^run\\.jsonl (line ${lines} is cut off|is cut off after line ${lines}: \\d+ of its)`),
    );
  });
  await fc.assert(cut, { numRuns: 40 });
  expect(allRows(await imported(text.trimEnd()))).toHaveLength(allTables.length + 1);
}, 180_000);

test("an export with another character anywhere is refused with its line, or says the same", async () => {
  const path = await sampleFile();
  const text = exported(path);
  const rows = allRows(path);
  const change = fc.asyncProperty(
    fc.nat(text.length - 1),
    fc.constantFrom("0", "a", "Z", '"', "}", " ", "\n", "é"),
    async (at, character) => {
      const changed = text.slice(0, at) + character + text.slice(at + 1);
      const line = text.slice(0, at + 1).split("\n").length;
      const result = await imported(changed).then(allRows, (error: Error) => error.message);
      if (typeof result === "string") {
        expect(result).toMatch(/^run\.jsonl /);
        expect([1, line - 1, line]).toContain(Number(/line (\d+)/.exec(result)?.[1]));
      } else {
        expect(result).toEqual(rows);
      }
    },
  );
  await fc.assert(change, { numRuns: 60 });
}, 180_000);

test("rows out of order, twice, or added are refused", async () => {
  const lines = exported(await sampleFile())
    .trimEnd()
    .split("\n");
  const [header = "", first = "", second = "", ...rest] = lines;
  const from = (...all: string[]) => imported(`${all.join("\n")}\n`);
  await expect(from(header, second, first, ...rest)).rejects.toThrow(/line 1 was changed/);
  await expect(from(header, first, first, ...rest)).rejects.toThrow(/line 3 \(run 1\) UNIQUE/);
  await expect(from(...lines, lines.at(-1) ?? "")).rejects.toThrow(/one more than/);
  const other = JSON.stringify({ ...JSON.parse(first), table: "recipe" });
  await expect(from(header, other, second, ...rest)).rejects.toThrow(/line 2 .* unknown table/);
});

test("a file of something else, or of a newer program, is refused with what it is", async () => {
  await expect(imported("")).rejects.toThrow("is not an export of a history (line 1)");
  await expect(imported('{"hello":"world"}\n')).rejects.toThrow("is not an export of a history (line 1)");
  const [head = ""] = exported(await sampleFile()).split("\n");
  const header = JSON.parse(head);
  await expect(imported(JSON.stringify({ ...header, version: 2 }))).rejects.toThrow("newer version");
  await expect(imported(JSON.stringify({ ...header, history: 99 }))).rejects.toThrow(/format 99 .* newer/);
});

test("a changed history is exported up to the change only, and on request", async () => {
  const path = await sampleFile();
  tamper(path, (raw) => raw.exec("UPDATE decision SET body = '{}' WHERE iteration = 2"));
  expect(() => exported(path)).toThrow(
    /history\.sqlite is not as it was written \(decision 3 was changed\).*--intact/,
  );
  const reader = openHistoryForReading(await imported(exported(path, "intact")));
  expect(reader.decisions.all().map(({ iteration }) => iteration)).toEqual([0, 1]);
  expect(reader.verifyChain()).toBeNull();
  await reader.close();
});

test("of a trajectory that was damaged, no part is rescued", async () => {
  const path = await sampleFile();
  tamper(path, (raw) => raw.exec("UPDATE event SET kind = 'other' WHERE ticket = 3000000 AND sequence = 4"));
  const reader = openHistoryForReading(await imported(exported(path, "intact")));
  expect(reader.totals.observations().map(({ ticket }) => ticket)).toEqual([1_000_000, 2_000_000]);
  await reader.close();
});

test("a file that lost its end is named by every question, and its beginning can be rescued", async () => {
  const path = await sampleFile();
  const whole = readFileSync(path);
  const rescued: number[] = [];
  const truncated = fc.asyncProperty(fc.integer({ min: 512, max: whole.length - 1 }), async (length) => {
    const broken = newPath();
    writeFileSync(broken, whole.subarray(0, length));
    expect(() => verified(broken)).toThrow(/history\.sqlite (is damaged|cannot be read)/);
    const text = rescuedFrom(broken);
    if (text === null) return;
    const reader = openHistoryForReading(await imported(text));
    expect(reader.verifyChain()).toBeNull();
    rescued.push(reader.totals.observations().length);
    await reader.close();
  });
  // In the last pages lie the roots of the tables: where the cut is decides which of them can be opened.
  const examples = Array.from({ length: 160 }, (_, step): [number] => [whole.length - 1 - 100 * step]);
  await fc.assert(truncated, { numRuns: 190, examples });
  expect(Math.max(...rescued)).toBeGreaterThan(0);
}, 180_000);

/** @throws Error when the chain is broken, or not even that can be found out. */
function verified(path: string): void {
  const reader = openHistoryForReading(path);
  try {
    const trouble = reader.verifyChain();
    if (trouble !== null) throw new Error(`${path} is damaged: ${trouble}`);
  } finally {
    void reader.close();
  }
}

function rescuedFrom(path: string): string | null {
  try {
    return exported(path, "intact");
  } catch (error) {
    expect(String(error)).toMatch(/nothing of .* can be rescued|cannot be read/);
    return null;
  }
}
