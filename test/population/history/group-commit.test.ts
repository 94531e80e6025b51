import { join } from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "../../../foundation/clock.js";
import { keyText } from "../../../models/call-key.js";
import { openForWriting } from "../../../population/history/connection.js";
import { GroupCommit } from "../../../population/history/group-commit.js";
import { HistoryConflict, HistoryWriteFailed } from "../../../population/history/history-error.js";
import { openHistory, openHistoryForReading } from "../../../population/history/open.js";
import { temporaryFolder } from "../temporary-folder.js";
import { withHistory } from "./sample-history.js";
import { sampleCall } from "./sample-rows.js";

function bareTable() {
  const connection = openForWriting(join(temporaryFolder(), "rows.sqlite"));
  connection.exec("CREATE TABLE row (number INTEGER, filling BLOB)");
  const insert = connection.prepare("INSERT INTO row VALUES (?, zeroblob(?))");
  const numbers = connection.prepare<[], number>("SELECT number FROM row ORDER BY rowid").pluck();
  const commits = new GroupCommit(connection, systemClock);
  const append = (number: number, bytes = 0) => commits.append(() => void insert.run(number, bytes));
  return { connection, commits, append, stored: () => numbers.all() };
}

test("an append is durable for others only once its promise has resolved", async () => {
  const path = join(temporaryFolder(), "history.sqlite");
  await withHistory(path, [], async (history) => {
    const reader = openHistoryForReading(path);
    const call = sampleCall(1);
    const durable = history.calls.append(call);
    expect(reader.calls.find(keyText(call.key))).toBeUndefined();
    await durable;
    expect(reader.calls.find(keyText(call.key))?.completion).toEqual(call.completion);
    await reader.close();
  });
});

test("many appends at once keep their order, in the file and in the order of their promises", async () => {
  const { connection, append, stored } = bareTable();
  const resolved: number[] = [];
  const numbers = Array.from({ length: 500 }, (_, number) => number);
  await Promise.all(numbers.map((number) => append(number).then(() => resolved.push(number))));
  expect(resolved).toEqual(numbers);
  expect(stored()).toEqual(numbers);
  connection.close();
});

test("flush makes everything appended so far durable at once", async () => {
  const { connection, commits, append } = bareTable();
  void append(1);
  await commits.flush();
  expect(connection.inTransaction).toBe(false);
  await commits.flush();
  connection.close();
});

test("a refused row fails alone: the other appends of its batch become durable", async () => {
  const { connection, commits, append, stored } = bareTable();
  const before = append(1);
  const refused = commits.append(() => {
    throw new HistoryConflict("row", "2");
  });
  const after = append(3);
  await expect(refused).rejects.toBeInstanceOf(HistoryConflict);
  await Promise.all([before, after]);
  expect(stored()).toEqual([1, 3]);
  connection.close();
});

test("when the disk is full, the batch and all later appends reject and nothing of them is kept", async () => {
  const { connection, commits, append, stored } = bareTable();
  await append(1);
  connection.pragma(`max_page_count = ${connection.pragma("page_count", { simple: true })}`);
  const batch = [append(2), append(3, 1_000_000), append(4)];
  for (const result of await Promise.allSettled(batch)) {
    expect(result).toMatchObject({ status: "rejected", reason: expect.any(HistoryWriteFailed) });
  }
  await expect(commits.flush()).rejects.toBeInstanceOf(HistoryWriteFailed);
  await expect(append(5)).rejects.toThrow("free the disk");
  expect(stored()).toEqual([1]);
  connection.close();
});

test("a second writer is refused instead of mixing two runs into one history", async () => {
  const path = join(temporaryFolder(), "history.sqlite");
  await withHistory(path, [], async (first) => {
    const second = openHistory(path, systemClock);
    await first.run.put("a", "1");
    await expect(second.run.put("b", "2")).rejects.toBeInstanceOf(HistoryWriteFailed);
    await expect(second.close()).rejects.toBeInstanceOf(HistoryWriteFailed);
    await first.run.put("c", "3");
    expect(first.verifyChain()).toBeNull();
    expect(first.run.get("b")).toBeUndefined();
  });
});
