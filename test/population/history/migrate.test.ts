import { join } from "node:path";
import { expect, test } from "vitest";
import { type Connection, openForWriting } from "../../../population/history/connection.js";
import { isNewest, migrate } from "../../../population/history/migrate.js";
import { firstTables } from "../../../population/history/migrations/0001-first-tables.js";
import { openHistoryForReading } from "../../../population/history/open.js";
import { temporaryFolder } from "../temporary-folder.js";

const first = { version: 1, sql: "CREATE TABLE a (x)" };
const second = { version: 2, sql: "CREATE TABLE b (x); INSERT INTO b SELECT x FROM a" };
const broken = { version: 2, sql: "CREATE TABLE b (x); INSERT INTO missing VALUES (1)" };

const newFile = () => openForWriting(join(temporaryFolder(), "history.sqlite"));
const tablesOf = (connection: Connection) =>
  connection.prepare<[], string>("SELECT name FROM sqlite_master ORDER BY name").pluck().all();

test("each step is applied once, and an old file is brought up to date with its rows", () => {
  const connection = newFile();
  migrate(connection, [first]);
  connection.exec("INSERT INTO a VALUES (7)");
  migrate(connection, [first, second]);
  migrate(connection, [first, second]);
  expect(connection.prepare("SELECT x FROM b").pluck().all()).toEqual([7]);
  connection.close();
});

test("a step that fails leaves the file at the step before", () => {
  const connection = newFile();
  expect(() => migrate(connection, [first, broken])).toThrow("missing");
  expect(tablesOf(connection)).toEqual(["a"]);
  migrate(connection, [first, second]);
  expect(tablesOf(connection)).toEqual(["a", "b"]);
  connection.close();
});

test("a file says whether it is of the newest format", () => {
  const connection = newFile();
  migrate(connection, [first]);
  expect(isNewest(connection, [first, second])).toBe(false);
  expect(isNewest(connection, [first])).toBe(true);
  connection.close();
});

test("a reader brings a file of the first format up to date, with its rows and its chain", () => {
  const path = join(temporaryFolder(), "history.sqlite");
  const connection = openForWriting(path);
  migrate(connection, [firstTables]);
  connection.exec("INSERT INTO run (name, value) VALUES ('a', 'b')");
  connection.close();
  const reader = openHistoryForReading(path);
  expect(reader.run.get("a")).toBe("b");
  expect(reader.notices.all()).toEqual([]);
  void reader.close();
});

test("a program refuses a file that is newer than itself", () => {
  const connection = newFile();
  migrate(connection, [first, second]);
  expect(() => migrate(connection, [first])).toThrow(/format 2 .* up to 1/);
  connection.close();
});
