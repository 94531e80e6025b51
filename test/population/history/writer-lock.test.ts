import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { systemClock } from "../../../foundation/clock.js";
import { UsageError } from "../../../foundation/errors.js";
import { startProcess } from "../../../foundation/processes.js";
import { openHistory, openHistoryForReading } from "../../../population/history/open.js";
import { temporaryFolder } from "../temporary-folder.js";
import { openRaw } from "./raw-database.js";
import { withHistory } from "./sample-history.js";

const script = fileURLToPath(new URL("write-until-killed.ts", import.meta.url));
const historyPath = () => join(temporaryFolder(), "history.sqlite");
const at = (time: string) => ({ ...systemClock, now: () => Date.parse(time) });

/** A process that writes the history, once it holds it. */
async function otherWriter(path: string) {
  const child = startProcess(process.execPath, ["--import", "tsx", script, path]);
  const printed = new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (chunk) => resolve(String(chunk)));
    child.stderr.once("data", (chunk) => reject(new Error(String(chunk))));
  });
  const ended = new Promise<unknown>((resolve) => child.on("close", (_, signal) => resolve(signal)));
  const kill = () => {
    child.kill("SIGKILL");
    return ended;
  };
  return { pid: Number(await printed), kill };
}

test("a second writer is told in one sentence who writes, since when, and what to do", async () => {
  const path = historyPath();
  const first = openHistory(path, at("2026-11-21T04:00:00.250Z"));
  const second = () => openHistory(path, systemClock);
  expect(second).toThrow(UsageError);
  expect(second).toThrow(
    `${dirname(path)} is being written by process ${process.pid} on host ${hostname()} ` +
      "since 2026-11-21T04:00:00Z; wait for it or stop it",
  );
  await first.run.put("a", "1");
  expect(first.verifyChain()).toBeNull();
  await first.close();
  await withHistory(path, [], (history) => expect(history.run.get("a")).toBe("1"));
});

test("the lock of another process holds until it is killed, and readers are never in its way", async () => {
  const path = historyPath();
  const other = await otherWriter(path);
  try {
    expect(() => openHistory(path, systemClock)).toThrow(
      `process ${other.pid} on host ${hostname()} since 2`,
    );
    const reader = openHistoryForReading(path);
    expect(reader.run.get("begun")).toBe("yes");
    await reader.close();
    const raw = openRaw(path);
    expect(raw.prepare("SELECT value FROM run").pluck().all()).toEqual(["yes"]);
    raw.close();
  } finally {
    expect(await other.kill()).toBe("SIGKILL");
  }
  expect(readFileSync(`${path}.writer.txt`, "utf8")).toContain(`process ${other.pid} `);
  await withHistory(path, [(history) => history.run.put("resumed", "yes")], (history) => {
    expect(readFileSync(`${path}.writer.txt`, "utf8")).toContain(`process ${process.pid} `);
    expect(history.verifyChain()).toBeNull();
  });
  expect(readdirSync(dirname(path))).toEqual(["history.sqlite", "history.sqlite.lock"]);
}, 60_000);

test("a history that could not be opened is not held", async () => {
  const path = historyPath();
  await withHistory(path, [], () => {});
  const version = (number: number) => {
    const raw = openRaw(path);
    const before = raw.pragma("user_version", { simple: true });
    raw.pragma(`user_version = ${number}`);
    raw.close();
    return Number(before);
  };
  const newest = version(99);
  expect(() => openHistory(path, systemClock)).toThrow("format 99");
  expect(existsSync(`${path}.writer.txt`)).toBe(false);
  version(newest);
  await withHistory(path, [], (history) => expect(history.verifyChain()).toBeNull());
});

test("a file that cannot serve as a lock is named", () => {
  const path = historyPath();
  writeFileSync(`${path}.lock`, "this is no lock file, but somebody's notes".repeat(20));
  expect(() => openHistory(path, systemClock)).toThrow(UsageError);
  expect(() => openHistory(path, systemClock)).toThrow(`${path}.lock`);
});

test("the history file is there before its lock, so that no crash leaves a lock alone", () => {
  const path = historyPath();
  writeFileSync(`${path}.lock`, "no lock file".repeat(100));
  expect(() => openHistory(path, systemClock)).toThrow(UsageError);
  expect(existsSync(path)).toBe(true);
});
