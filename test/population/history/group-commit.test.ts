import { join } from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "../../../foundation/clock.js";
import { asExampleId } from "../../../foundation/ids.js";
import { keyText } from "../../../models/call-key.js";
import { openForWriting } from "../../../population/history/connection.js";
import { GroupCommit } from "../../../population/history/group-commit.js";
import {
  HistoryConflict,
  HistoryWriteFailed,
  NotStorable,
} from "../../../population/history/history-error.js";
import { openHistoryForReading } from "../../../population/history/open.js";
import { temporaryFolder } from "../temporary-folder.js";
import { withHistory } from "./sample-history.js";
import {
  sampleCall,
  sampleDecision,
  sampleDocument,
  sampleRequest,
  sampleTrajectory,
} from "./sample-rows.js";

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

test("appends issued without waiting in between become durable in one transaction", async () => {
  const path = join(temporaryFolder(), "history.sqlite");
  await withHistory(path, [], async (history) => {
    const reader = openHistoryForReading(path);
    const names = ["a", "b", "c", "d"];
    const stored = () => names.filter((name) => reader.run.get(name) !== undefined);
    const [first, ...others] = names.map((name) => history.run.put(name, "1"));
    expect(stored()).toEqual([]);
    await first;
    expect(stored()).toEqual(names);
    await Promise.all(others);
    await reader.close();
  });
});

test("an append that is refused half-way leaves none of its rows", async () => {
  await withHistory(join(temporaryFolder(), "history.sqlite"), [], async (history) => {
    await history.documents.append([sampleDocument(1)]);
    const changed = { ...sampleDocument(1), position: 9 };
    const refused = history.documents.append([sampleDocument(0), changed, sampleDocument(2)]);
    const after = history.documents.append([sampleDocument(3)]);
    await expect(refused).rejects.toBeInstanceOf(HistoryConflict);
    await after;
    expect(history.documents.all()).toEqual([sampleDocument(1), sampleDocument(3)]);
    expect(history.verifyChain()).toBeNull();
  });
});

function nested(levels: number): unknown {
  let value: unknown = "the bottom";
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}

const circular: { self?: unknown } = {};
circular.self = circular;

test.each([
  ["nested a hundred thousand levels deep", nested(100_000)],
  ["circular", circular],
  ["a number that JSON lacks", { big: 1n }],
  [
    "an object that throws while it is written",
    {
      toJSON: () => {
        throw new Error("not now");
      },
    },
  ],
])("a body that is %s is refused alone, in a decision, an episode and a call", async (_, body) => {
  const path = join(temporaryFolder(), "history.sqlite");
  await withHistory(path, [], async (history) => {
    const trajectory = sampleTrajectory(0);
    const request = { ...sampleRequest(0), extraBody: { body } };
    const before = history.run.put("before", "1");
    const refused = [
      history.decisions.append({ ...sampleDecision(1), body }),
      history.episodes.append({ ...trajectory, events: [...trajectory.events, proposedWith(body)] }),
      history.calls.append({ ...sampleCall(0), request }),
    ];
    const after = history.episodes.append(sampleTrajectory(1));
    for (const append of refused) await expect(append).rejects.toBeInstanceOf(NotStorable);
    await Promise.all([before, after]);
    await history.episodes.append(trajectory);
    expect(history.decisions.all()).toEqual([]);
    expect(history.totals.usage().total.calls).toBe(0);
    expect(history.verifyChain()).toBeNull();
  });
  await withHistory(path, [(history) => history.run.put("later", "1")], (history) => {
    expect(history.episodes.find(sampleTrajectory(0).observation.ticket)).toEqual(sampleTrajectory(0));
    expect(history.verifyChain()).toBeNull();
  });
});

test("a number that is none is refused alone where the file needs one", async () => {
  await withHistory(join(temporaryFolder(), "history.sqlite"), [], async (history) => {
    const refused = history.documents.append([
      sampleDocument(0),
      { ...sampleDocument(1), position: Number.NaN },
    ]);
    await expect(refused).rejects.toBeInstanceOf(NotStorable);
    await history.documents.append([sampleDocument(0)]);
    expect(history.documents.all()).toEqual([sampleDocument(0)]);
    expect(history.verifyChain()).toBeNull();
  });
});

function proposedWith(body: unknown) {
  const example = asExampleId("0123456789abcdef");
  return { kind: "proposed", ordinal: 9, round: 2, example, body } as const;
}
