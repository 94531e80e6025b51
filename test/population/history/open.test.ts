import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "../../../foundation/clock.js";
import { UsageError } from "../../../foundation/errors.js";
import { historyBegun, openHistory, openHistoryForReading } from "../../../population/history/open.js";
import { temporaryFolder } from "../temporary-folder.js";
import { openRaw } from "./raw-database.js";
import { sampleAppends, withHistory } from "./sample-history.js";
import { sampleCall } from "./sample-rows.js";

const open = (path: string) => openHistory(path, systemClock);

test("a file that is no database is refused, by writer and reader", () => {
  const path = join(temporaryFolder(), "notes.txt");
  writeFileSync(path, "These are my notes, and they are long enough to be looked at.".repeat(20));
  expect(() => open(path)).toThrow(UsageError);
  expect(() => openHistoryForReading(path)).toThrow(UsageError);
});

test("a database of another program is refused and left as it was", () => {
  const path = join(temporaryFolder(), "other.sqlite");
  const raw = openRaw(path);
  raw.exec("CREATE TABLE recipe (name TEXT)");
  raw.close();
  expect(() => open(path)).toThrow("another program");
  expect(() => openHistoryForReading(path)).toThrow("another program");
  const again = openRaw(path);
  expect(again.pragma("journal_mode", { simple: true })).toBe("delete");
  again.close();
});

test("a reader is told when there is no history, or none yet", () => {
  const folder = temporaryFolder();
  expect(() => openHistoryForReading(join(folder, "absent.sqlite"))).toThrow(UsageError);
  writeFileSync(join(folder, "empty.sqlite"), "");
  expect(() => openHistoryForReading(join(folder, "empty.sqlite"))).toThrow("no history yet");
  expect(() => open(join(folder, "no", "folder.sqlite"))).toThrow(UsageError);
  mkdirSync(join(folder, "folder.sqlite"));
  expect(() => open(join(folder, "folder.sqlite"))).toThrow(UsageError);
});

test("a history of a newer version of this program is refused with its format", async () => {
  const path = join(temporaryFolder(), "history.sqlite");
  await withHistory(path, [], () => {});
  const raw = openRaw(path);
  raw.pragma("user_version = 99");
  raw.close();
  expect(() => open(path)).toThrow(/format 99 .* newer version/);
  expect(() => openHistoryForReading(path)).toThrow(/format 99 .* newer version/);
});

test("a reader follows a run while it writes, and always sees a whole history", async () => {
  const path = join(temporaryFolder(), "history.sqlite");
  await withHistory(path, [], async (history) => {
    const reader = openHistoryForReading(path);
    let writing = true;
    const writes = Promise.all(
      sampleAppends().map(async (append) => {
        for (let turn = 0; turn < 20; turn++) await append(history);
      }),
    ).finally(() => {
      writing = false;
    });
    while (writing) {
      expect(reader.verifyChain()).toBeNull();
      await new Promise((next) => setImmediate(next));
    }
    await writes;
    expect(reader.digest()).toBe(history.digest());
    await reader.close();
  });
});

test("a closed history is one file beside its empty lock, and can still be continued", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "history.sqlite");
  await withHistory(path, sampleAppends(), () => {});
  expect(readdirSync(folder)).toEqual(["history.sqlite", "history.sqlite.lock"]);
  await withHistory(path, [(history) => history.calls.append(sampleCall(20))], (history) => {
    expect(history.verifyChain()).toBeNull();
  });
});

test("a history can be closed while somebody reads it", async () => {
  const path = join(temporaryFolder(), "history.sqlite");
  const history = open(path);
  await history.run.put("version", "1");
  const reader = openHistoryForReading(path);
  expect(reader.run.get("version")).toBe("1");
  await history.close();
  expect(reader.run.get("version")).toBe("1");
  await reader.close();
});

test("a history has begun once its tables are there", async () => {
  const path = join(temporaryFolder(), "history.sqlite");
  expect(historyBegun(path)).toBe(false);
  writeFileSync(path, "");
  expect(historyBegun(path)).toBe(false);
  const raw = openRaw(path);
  raw.pragma("journal_mode = WAL");
  raw.exec("BEGIN; CREATE TABLE run (name TEXT)");
  expect(historyBegun(path)).toBe(false);
  expect(() => openHistoryForReading(path)).toThrow("no history yet");
  raw.close();
  await withHistory(path, [], () => expect(historyBegun(path)).toBe(true));
  expect(historyBegun(path)).toBe(true);
});

test("what is there but no history has begun, and says what it is when it is opened", () => {
  const folder = temporaryFolder();
  const notes = join(folder, "notes.txt");
  writeFileSync(notes, "These are my notes, and they are long enough to be looked at.".repeat(20));
  expect(historyBegun(notes)).toBe(true);
  expect(historyBegun(folder)).toBe(true);
  const other = join(folder, "other.sqlite");
  const raw = openRaw(other);
  raw.exec("CREATE TABLE recipe (name TEXT)");
  raw.close();
  expect(historyBegun(other)).toBe(true);
});

test("a reader undoes what a crash left half-written while the file was made", () => {
  const folder = temporaryFolder();
  const path = join(folder, "history.sqlite");
  const raw = openRaw(join(folder, "whole.sqlite"));
  raw.exec("VACUUM; PRAGMA cache_size = 1; BEGIN; CREATE TABLE run (value BLOB)");
  for (let row = 0; row < 50; row++) raw.exec("INSERT INTO run VALUES (zeroblob(4000))");
  copyFileSync(join(folder, "whole.sqlite"), path);
  copyFileSync(join(folder, "whole.sqlite-journal"), `${path}-journal`);
  raw.close();
  expect(historyBegun(path)).toBe(false);
  expect(() => openHistoryForReading(path)).toThrow("no history yet");
  expect(readdirSync(folder)).not.toContain("history.sqlite-journal");
});
