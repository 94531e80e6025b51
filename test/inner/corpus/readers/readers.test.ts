import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { catalogueFolder } from "../../../../inner/corpus/catalogue.js";
import { loadFolder } from "../../../../inner/corpus/load-folder.js";
import { numberedWords } from "../documents.js";
import { encryptedPdf, linesPdf, scannedPdf, textPdf } from "./pdfs.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "corpus-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
const load = () => loadFolder(folder, { minWords: 10 });
const text = (prefix: string) => numberedWords(prefix, 20);
const notes = (name: string) => readFileSync(`corpus/computer-science-notes/${name}`, "utf8");

describe("JSON lines", () => {
  const lines = [
    JSON.stringify({ id: 1, title: "First", text: text("a"), license: "CC0" }),
    "",
    "{ broken",
    JSON.stringify({
      paper_id: "2",
      title: "Second",
      abstract: "In short.",
      body_text: [
        { section: "One", text: text("b") },
        { section: "One", text: "More." },
        { section: "Two", text: "End." },
      ],
    }),
    JSON.stringify({ corpusid: 3, text: `Third\n\n${text("c")}` }),
    JSON.stringify({ title: "No text" }),
    JSON.stringify([1, 2]),
    JSON.stringify({ title: "Same again", text: text("a") }),
    JSON.stringify({ title: "Short", text: "Two words." }),
  ].join("\n");

  it("become a document each, in the fields of S2ORC and peS2o; bad lines are told and left out", async () => {
    put("papers.jsonl", lines);
    const { documents, notices } = await load();
    expect(documents.map(({ title, source }) => [title, source])).toEqual([
      ["First", "papers.jsonl#1"],
      ["Second", "papers.jsonl#4"],
      ["Third", "papers.jsonl#5"],
    ]);
    expect(documents[1]?.text).toBe(`In short.\n\n## One\n\n${text("b")}\n\nMore.\n\n## Two\n\nEnd.`);
    expect(notices).toEqual([
      "papers.jsonl#3 is no JSON; left out",
      expect.stringMatching(/^papers\.jsonl#6 holds no text under text, body_text, .*; left out$/),
      "papers.jsonl#7 is no object with the fields of a document; left out",
      "papers.jsonl: 2 more lines left out",
    ]);
  });

  it("may be the whole corpus: one file in place of a folder", async () => {
    put("papers.jsonl", lines);
    put("other.txt", `Other\n\n${text("o")}`);
    const { documents } = await loadFolder(join(folder, "papers.jsonl"), { minWords: 10 });
    expect(documents.map(({ source }) => source)).toEqual([
      "papers.jsonl#1",
      "papers.jsonl#4",
      "papers.jsonl#5",
    ]);
  });

  it("are the same packed with gzip, and with zstd", async () => {
    put("a.jsonl", lines);
    const plain = (await load()).documents.map(({ id }) => id);
    rmSync(join(folder, "a.jsonl"));
    put("a.jsonl.gz", gzipSync(lines));
    expect((await load()).documents.map(({ id }) => id)).toEqual(plain);
    rmSync(join(folder, "a.jsonl.gz"));
    put("a.jsonl.zst", rawZstd(Buffer.from(lines)));
    expect((await load()).documents.map(({ id }) => id)).toEqual(plain);
  });

  it("that break off give what stands before", async () => {
    const whole = gzipSync(`${lines}\n`.repeat(200) + JSON.stringify({ text: text("z") }));
    put("a.jsonl.gz", whole.subarray(0, whole.length - 40));
    const { documents, notices } = await load();
    expect(documents).toHaveLength(3);
    expect(notices).toContainEqual(
      expect.stringMatching(/^a\.jsonl\.gz breaks off after line \d+ \(.*\); left out$/),
    );
  });

  it("of any content never stop the others", async () => {
    const line = fc.oneof(
      fc.json(),
      fc.string({ unit: "binary" }).map((one) => one.replaceAll("\n", "")),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (strange) => {
        put("a.jsonl", [...strange, JSON.stringify({ title: "Good", text: text("good") })].join("\n"));
        expect((await load()).documents.map(({ title }) => title)).toContain("Good");
      }),
      { numRuns: 50 },
    );
  });

  it("are read again in a catalogue as they were found, whatever becomes of the file", async () => {
    put("a.jsonl", lines);
    const { documents } = await load();
    const catalogue = await catalogueFolder(folder, { minWords: 10, maxCharacters: 10_000 });
    put("a.jsonl", "gone");
    expect(catalogue.documents.map((one) => catalogue.read(one))).toEqual(documents);
  });
});

/** A zstd frame that holds its content as it is. */
function rawZstd(content: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(content.length);
  const block = Buffer.alloc(3);
  block.writeUIntLE((content.length << 3) | 1, 0, 3);
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0]), size, block, content]);
}

describe("PDF", () => {
  it("gives all words of its pages, with the title that it declares", async () => {
    const body = notes("raft-log-repair-and-leader-change.md").replace(/[^\x20-\x7e\s]/g, "");
    put("good.pdf", await textPdf(body, "Log Repair in Raft"));
    const { documents, notices } = await load();
    expect(documents[0]?.title).toBe("Log Repair in Raft");
    expect(documents[0]?.text.split(/\s+/)).toEqual(body.split(/\s+/).filter((word) => word !== ""));
    expect(notices).toEqual([]);
  });

  it("joins words that were divided at a line's end, and leaves compounds their hyphens", async () => {
    const lines = [
      "the investi-",
      "gation of state-of-the-",
      "art self-",
      "contained stores, self-contained",
    ];
    put(
      "good.pdf",
      await linesPdf([...lines, ...(numberedWords("w", 60).match(/(?:\S+ ?){1,10}/g) ?? [])], "Divided"),
    );
    expect((await load()).documents[0]?.text).toMatch(
      /^the investigation of state-of-the-art self-contained stores, self-contained\n/,
    );
  });

  it("without words, with a password, or broken is named and left out, and one with glued words is used with a warning", async () => {
    const body = numberedWords("word", 400);
    put("broken.pdf", (await textPdf(body)).subarray(0, 300));
    put("encrypted.pdf", await encryptedPdf(body));
    put("fake.pdf", "This is no PDF.");
    put("glued.pdf", await textPdf(`${"thisisaverylongwordthatwasglued ".repeat(40)}`));
    put("good.pdf", await textPdf(body));
    put("scanned.pdf", await scannedPdf(4));
    const { documents, notices } = await load();
    expect(documents.map(({ source }) => source)).toEqual(["glued.pdf", "good.pdf"]);
    expect(notices).toEqual([
      "glued.pdf seems to have lost the spaces between words; look at its text before you use it; used",
      expect.stringMatching(/^broken\.pdf is no PDF that can be read \(.*\); left out$/),
      "encrypted.pdf is encrypted; save it without a password; left out",
      expect.stringMatching(/^fake\.pdf is no PDF that can be read \(.*\); left out$/),
      "scanned.pdf has hardly any text: its pages are pictures; recognise the text first (OCR); left out",
    ]);
  });
});

describe("HTML", () => {
  it("gives the article with its headings, without navigation, scripts and link targets", async () => {
    put(
      "page.html",
      `<!doctype html><html><head><meta charset="utf-8"><title>Raft, site</title><script>var a = 1;</script></head><body>
      <nav><a href="/">Home</a> <a href="/b">Blog</a></nav><article><h1>Raft repaired</h1>
      <p>${text("a")} with a <a href="http://x.example/y">link</a>.</p><h2>Inside</h2><p>${numberedWords("b", 60)}</p>
      <p>${numberedWords("c", 60)}</p></article><footer>Imprint</footer></body></html>`,
    );
    const { documents } = await load();
    expect(documents[0]?.text).toMatch(/a1 [\s\S]* with a link\.\n\n## Inside\n\nb0 /);
    expect(documents[0]?.text).not.toMatch(/Home|var a|x\.example|Imprint/);
    expect(documents[0]?.title).toMatch(/Raft/);
  });

  it("without an article is named", async () => {
    put("empty.html", "<html><body></body></html>");
    put("good.txt", `Title\n\n${text("g")}`);
    expect((await load()).notices).toEqual([expect.stringMatching(/^empty\.html .*; left out$/)]);
  });
});

describe("LaTeX", () => {
  it("gives the running text with headings and formulas, and follows \\input", async () => {
    put(
      "main.tex",
      String.raw`\documentclass{article}\usepackage{x} \title{On the \emph{Cost} of Copies}
\begin{document}\maketitle
\begin{abstract}We study copies.\end{abstract}
\section{Introduction}\label{sec:i} A copy costs $O(n \log n)$ \cite{foo}, as \textbf{shown}; 50\% of it. % not this
\input{part}
\begin{equation} c = \frac{1}{2} x_i^2 \end{equation}
\begin{itemize}\item First. \item Second.\end{itemize}
\begin{figure}\caption{Not this}\end{figure}
${text("a")}
\end{document}`,
    );
    put("part.tex", "A part. It is {\\em important}.");
    const { documents, notices } = await load();
    expect(documents).toHaveLength(1);
    const [{ title, text: read } = { title: "", text: "" }] = documents;
    expect(title).toBe("On the Cost of Copies");
    expect(read).toMatch(
      /^We study copies\.\n\n## Introduction\n\nA copy costs \$O\(n \\log n\)\$, as shown; 50% of it\./,
    );
    expect(read).toContain("A part. It is important.");
    expect(read).toContain(String.raw`$$c = \frac{1}{2} x_i^2$$`);
    expect(read).toContain("- First.");
    expect(read).not.toMatch(/not this|Not this|foo|sec:i/);
    expect(notices).toEqual(["part.tex is no whole LaTeX document (no \\begin{document}); left out"]);
  });
});
