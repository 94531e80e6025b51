import { expect, test } from "vitest";
import { Notices } from "../../../inner/corpus/notices.js";

const nothingElse = { texts: [], descriptions: [], others: [], unreadable: new Map() };

test("of a file's bad lines the first three are told, the others counted", () => {
  const notices = new Notices();
  for (let line = 1; line <= 200_000; line++) notices.leaveOut(`a.jsonl#${line}`, "is no JSON");
  notices.leaveOut("a.jsonl", "breaks off");
  for (let line = 1; line <= 4; line++) notices.leaveOut(`b.jsonl#${line}`, "is empty");
  expect(notices.all(nothingElse)).toEqual([
    "a.jsonl#1 is no JSON; left out",
    "a.jsonl#2 is no JSON; left out",
    "a.jsonl#3 is no JSON; left out",
    "a.jsonl breaks off; left out",
    "a.jsonl: 199997 more lines left out",
    "b.jsonl#1 is empty; left out",
    "b.jsonl#2 is empty; left out",
    "b.jsonl#3 is empty; left out",
    "b.jsonl: 1 more line left out",
  ]);
});

test("a notice is one line without control characters, whatever a file is called", () => {
  const notices = new Notices();
  notices.leaveOut("two\nlines\u001B[31m.pdf", "is no PDF that can be read (\u0007)");
  expect(notices.all({ ...nothingElse, others: ["x.\u001B[2J"] })).toEqual([
    "two lines [31m.pdf is no PDF that can be read ( ); left out",
    expect.stringMatching(/^1 file \(\. \[2j 1\): not /),
  ]);
});
