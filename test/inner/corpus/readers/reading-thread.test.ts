import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ReadingThread } from "../../../../inner/corpus/readers/reading-thread.js";
import { numberedWords } from "../documents.js";

let folder: string;
let thread: ReadingThread;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "corpus-"));
});
afterEach(async () => {
  await thread.close();
  rmSync(folder, { recursive: true });
});

function read(source: string, content: string) {
  writeFileSync(join(folder, source), content);
  return thread.read({ format: "html", path: join(folder, source), source });
}

const page = (words: string) => `<html><body><article><p>${words}</p></article></body></html>`;
const good = page(numberedWords("word", 200));

test("a file that takes too much memory is named, and those around it are read", async () => {
  thread = new ReadingThread({ seconds: 600, memory: 48 });
  expect(await read("first.html", good)).toEqual([
    expect.objectContaining({ text: numberedWords("word", 200) }),
  ]);
  expect(await read("bomb.html", page("<b>x</b> ".repeat(1_000_000)))).toEqual([
    { source: "bomb.html", problem: "takes more than 48 MiB of memory to read" },
  ]);
  expect(await read("last.html", good)).toEqual([
    expect.objectContaining({ text: numberedWords("word", 200) }),
  ]);
});

test("a file that takes too long is named", async () => {
  thread = new ReadingThread({ seconds: 0.001, memory: 2048 });
  expect(await read("slow.html", good)).toEqual([
    { source: "slow.html", problem: "takes longer than 0.001 seconds to read" },
  ]);
});

test("a file that cannot be opened rejects with the code of the file system", async () => {
  thread = new ReadingThread();
  const none = thread.read({ format: "pdf", path: join(folder, "none.pdf"), source: "none.pdf" });
  await expect(none).rejects.toMatchObject({ code: "ENOENT" });
});
