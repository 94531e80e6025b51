import { chmodSync, copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../foundation/clock.js";
import { UsageError } from "../../../foundation/errors.js";
import { openForWriting } from "../../../population/history/connection.js";
import { migrate } from "../../../population/history/migrate.js";
import { firstTables } from "../../../population/history/migrations/0001-first-tables.js";
import { openHistory, openHistoryForReading } from "../../../population/history/open.js";
import { exportHistory } from "../../../population/history/transfer/export-history.js";
import { temporaryFolder } from "../temporary-folder.js";
import { sampleAppends, withHistory } from "./sample-history.js";

const nobody = 65_534;

/** A folder with one history in it that may be read and not written by anybody but root. */
function readOnly(fill: (path: string) => void): string {
  const above = temporaryFolder();
  const folder = join(above, "archive");
  mkdirSync(folder);
  const path = join(folder, "history.sqlite");
  fill(path);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
  chmodSync(folder, 0o555);
  chmodSync(above, 0o755);
  onTestFinished(() => chmodSync(folder, 0o755));
  return path;
}

/** Does something as anybody, also in a process of root's. */
function asAnybody(act: () => void): void {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(nobody);
  try {
    act();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

async function closedHistory(): Promise<string> {
  const path = join(temporaryFolder(), "history.sqlite");
  await withHistory(path, sampleAppends(), () => {});
  return path;
}

function expectReadable(path: string): void {
  const reader = openHistoryForReading(path);
  expect(reader.run.get("version")).toBe("0.1.0");
  expect(reader.verifyChain()).toBeNull();
  void reader.close();
}

const copiesLeft = () => readdirSync(tmpdir()).filter((name) => name.startsWith("autodata-history-"));

test("a finished history is read and exported where nothing may be written, and nothing else", async () => {
  const closed = await closedHistory();
  const path = readOnly((target) => copyFileSync(closed, target));
  asAnybody(() => {
    expectReadable(path);
    const history = exportHistory(path, "whole");
    expect([...history.lines()]).toHaveLength(history.header.rows + 1);
    history.close();
    expect(() => openHistory(path, systemClock)).toThrow(UsageError);
    expect(() => openHistory(path, systemClock)).toThrow(/history\.sqlite/);
  });
});

test("a history that a crash left with its WAL is read there from a copy, which does not stay", async () => {
  const before = copiesLeft();
  const crashed = join(temporaryFolder(), "history.sqlite");
  await withHistory(crashed, sampleAppends(), () => {
    const path = readOnly((target) => {
      for (const part of ["", "-wal"]) copyFileSync(crashed + part, target + part);
    });
    asAnybody(() => expectReadable(path));
  });
  expect(copiesLeft()).toEqual(before);
});

test("a history of the first format is read there, too", () => {
  const path = readOnly((target) => {
    const connection = openForWriting(target);
    migrate(connection, [firstTables]);
    connection.exec("INSERT INTO run (name, value) VALUES ('a', 'b')");
    connection.close();
  });
  asAnybody(() => {
    const reader = openHistoryForReading(path);
    expect(reader.run.get("a")).toBe("b");
    expect(reader.notices.all()).toEqual([]);
    void reader.close();
  });
});
