import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadFolder } from "../../../../inner/corpus/load-folder.js";
import { longestLine } from "../../../../inner/corpus/readers/lines-of-file.js";
import { numberedWords } from "../documents.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "corpus-"));
  put("good.txt", `Title\n\n${text("good")}`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
const text = (prefix: string) => numberedWords(prefix, 20);
const line = (prefix: string, more: object = {}) =>
  JSON.stringify({ title: prefix, text: text(prefix), ...more });

/** What is read beside good.txt. */
async function read() {
  const { documents, notices } = await loadFolder(folder, { minWords: 10 });
  return { documents: documents.filter(({ source }) => source !== "good.txt"), notices };
}

test("bytes that are no UTF-8 are never replaced in silence", async () => {
  put("a.jsonl", Buffer.concat([Buffer.from(line("grün"), "latin1"), Buffer.from(`\n${line("b")}`)]));
  const { documents, notices } = await read();
  expect(documents.map(({ source }) => source)).toEqual(["a.jsonl#2"]);
  expect(notices).toEqual(["a.jsonl#1 is not UTF-8 text; save it as UTF-8; left out"]);
});

test("characters that were lost before, and halves of some, are told of", async () => {
  put(
    "a.jsonl",
    [line("a", { text: `${text("a")} gr\uFFFDn` }), line("b", { text: `${text("b")} \uD83D` })].join("\n"),
  );
  const { documents, notices } = await read();
  expect(documents[1]?.text).toBe(`${text("b")} \uFFFD`);
  expect(notices).toEqual([
    "a.jsonl#1 has lost characters (U+FFFD in their place); look at its text before you use it; used",
    "a.jsonl#2 has lost characters (U+FFFD in their place); look at its text before you use it; used",
  ]);
});

test("fields beside the text may hold anything", async () => {
  put(
    "a.jsonl",
    [
      line("a", { title: 1984 }),
      line("b", { metadata: "none" }),
      line("c", { sections: [{ title: "x" }], body: { html: "" } }),
      line("d", { text: 5, content: text("e") }),
    ].join("\n"),
  );
  const { documents, notices } = await read();
  expect(documents.map(({ source }) => source)).toEqual(["a.jsonl#1", "a.jsonl#2", "a.jsonl#3"]);
  expect(notices).toEqual([
    expect.stringMatching(/^a\.jsonl#4 has no text that can be read \(text: .*; left out$/),
  ]);
});

test("a file without a line with text is named", async () => {
  put("a.jsonl", "");
  put("b.jsonl", "\n \n\n");
  expect((await read()).notices).toEqual(["a.jsonl is empty; left out", "b.jsonl is empty; left out"]);
});

test("a line of any length is passed over, and those behind it are read", async () => {
  const long = Buffer.alloc(longestLine + 1, "x");
  put(
    "a.jsonl.gz",
    gzipSync(Buffer.concat([Buffer.from(`${line("a")}\n`), long, Buffer.from(`\n${line("b")}`)])),
  );
  const { documents, notices } = await read();
  expect(documents.map(({ source }) => source)).toEqual(["a.jsonl.gz#1", "a.jsonl.gz#3"]);
  expect(notices).toEqual(["a.jsonl.gz#2 is longer than 64 MiB; left out"]);
});

test("gzip in many members and with padding behind them is read to its end", async () => {
  const members = ["a", "b", "c"].map((name) => gzipSync(`${line(name)}\n`));
  put("a.jsonl.gz", Buffer.concat([...members, Buffer.alloc(100_000)]));
  const { documents, notices } = await read();
  expect(documents).toHaveLength(3);
  expect(notices).toEqual([]);
});

test("what is broken gives the lines of the pieces before the break", async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => line(`w${index}_`)).join("\n");
  const packed = gzipSync(lines);
  put("a.jsonl.gz", Buffer.concat([packed, Buffer.from("no gzip")]));
  const { documents, notices } = await read();
  expect(documents.length).toBeGreaterThan(10_000);
  expect(notices).toEqual([
    expect.stringMatching(/^a\.jsonl\.gz breaks off after line \d+ \(.*\); left out$/),
  ]);
});

test("a packed line of blanks takes no memory", async () => {
  put("a.jsonl.zst", repeatedByte(" ", 2 ** 17, 2000));
  expect((await read()).notices).toEqual(["a.jsonl.zst#1 is longer than 64 MiB; left out"]);
});

test("zstd with a window that few machines can hold is refused", async () => {
  const frame = repeatedByte("\n", 10, 1);
  frame[5] = 21 << 3;
  put("a.jsonl.zst", frame);
  expect((await read()).notices).toEqual([
    "a.jsonl.zst breaks off after line 0 (its window is 2048 MiB, more than 128: pack it without --long); left out",
  ]);
});

/** A zstd frame of `blocks` blocks of `length` equal bytes each. */
function repeatedByte(byte: string, length: number, blocks: number): Buffer {
  const block = (isLast: boolean) => {
    const head = Buffer.alloc(4, byte);
    head.writeUIntLE((length << 3) | (1 << 1) | (isLast ? 1 : 0), 0, 3);
    return head;
  };
  return Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 7 << 3]),
    ...Array.from({ length: blocks }, (_, index) => block(index === blocks - 1)),
  ]);
}
