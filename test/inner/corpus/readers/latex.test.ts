import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadFolder } from "../../../../inner/corpus/load-folder.js";
import { numberedWords } from "../documents.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "corpus-"));
  put("good.txt", `Title\n\n${words}`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
const words = numberedWords("word", 20);
const source = (body: string, preamble = "") =>
  `\\documentclass{article}\n\\title{Title}${preamble}\n\\begin{document}\n${numberedWords("a", 20)} ${body}\n\\end{document}\n`;

/** The text of a source behind the words before it, and what is told of it. */
async function read(content: string | Uint8Array) {
  put("main.tex", content);
  const { documents, notices } = await loadFolder(folder, { minWords: 10 });
  const text = documents.find(({ source }) => source === "main.tex")?.text;
  return { text: text?.slice(numberedWords("a", 20).length).trim(), notices };
}

const written = async (body: string, preamble = "") => (await read(source(body, preamble))).text;

describe("a LaTeX text", () => {
  test.each([
    [
      "accents",
      String.raw`Erd\H{o}s, G\"odel, na\"\i ve, \c{c}a, \v{S}, Stra\ss e, \'{\i}, {\AA}`,
      "Erdős, Gödel, naïve, ça, Š, Straße, í, Å",
    ],
    [
      "signs",
      String.raw`\S 3, 10\,ms \textendash{} \LaTeX{} \textbackslash{} 50\% \& \{x\}`,
      "§ 3, 10 ms – LaTeX \\ 50% & {x}",
    ],
    [
      "words on both sides of a comment",
      "one % gone\ntwo\n% gone\nthree fo%\nur 5\\% six",
      "one two three four 5% six",
    ],
    [
      "coloured words",
      String.raw`a \textcolor{red}{b} {\color{blue} c} \parbox{3cm}{d} \href{http://x.example}{e}`,
      "a b c d e",
    ],
    [
      "what stands behind an address with a sign of comments",
      String.raw`\url{http://x.example/a%20b} and on`,
      "http://x.example/a%20b and on",
    ],
    ["separate arguments of unknown macros", String.raw`\SI{5}{m} \foo[x]{a}{b}`, "5 m a b"],
    ["code with its indentation", "\\begin{verbatim}\nif x:\n    y , z\n\\end{verbatim}", "if x:\n    y , z"],
    ["listings", "\\begin{lstlisting}\nlet x\n\\end{lstlisting}", "let x"],
  ])("keeps %s", async (_, body, expected) => {
    expect(await written(body)).toBe(expected);
  });

  test.each([
    [
      "citations of any kind",
      String.raw`so \citep[see][p.~3]{a}, as \citet{b} and \parencite{c} say`,
      "so, as and say",
    ],
    ["floats around text", String.raw`x \begin{wrapfigure}{r}{3cm} gone \end{wrapfigure} y`, "x y"],
    ["what was switched off", String.raw`x \iffalse gone \ifx a b \fi gone \fi y`, "x y"],
    ["comment environments", "x\n\\begin{comment}\ngone\n\\end{comment}\ny", "x y"],
  ])("goes without %s", async (_, body, expected) => {
    expect((await written(body))?.split(/\s+/).join(" ")).toBe(expected);
  });

  test.each([
    [
      "in a line",
      String.raw`$a\_b_i^2 < \text{if } \sqrt[3]{x}$`,
      String.raw`$a\_b_i^2 < \text{if } \sqrt[3]{x}$`,
    ],
    [
      "on lines",
      "\\begin{align}\n a &= \\begin{pmatrix} 1 & 2 \\end{pmatrix} \\label{x} % gone\n\\end{align}",
      String.raw`$$a &= \begin{pmatrix} 1 & 2 \end{pmatrix}$$`,
    ],
    ["in brackets", String.raw`\[ \int_0^1 f(x)\,dx \]`, String.raw`$$\int_0^1 f(x)\,dx$$`],
  ])("keeps formulas %s as they were written", async (_, body, expected) => {
    expect(await written(body)).toBe(expected);
  });

  test("has the author's macros expanded, in formulas too where they have arguments there", async () => {
    const preamble = String.raw`\newcommand{\sys}{\textsc{Store}} \newcommand{\two}[2][one]{#1 and #2}
\newcommand\of[1]{$f(#1)$} \def\ie{i.e.}`;
    expect(
      await written(String.raw`\sys{} is \two{three} or \two[four]{five}, \ie \of{x} of \sys.`, preamble),
    ).toBe("Store is one and three or four and five, i.e. $f(x)$ of Store.");
  });
});

describe("a LaTeX file", () => {
  test("in no encoding that it names is left out, in Latin-1 it is read", async () => {
    const latin = (preamble: string) => Buffer.from(source("grün", preamble), "latin1");
    expect((await read(latin("\\usepackage[latin1]{inputenc}"))).text).toBe("grün");
    expect((await read(latin(""))).notices).toEqual([
      "main.tex is not UTF-8 text; save it as UTF-8; left out",
    ]);
  });

  test("without an end is named", async () => {
    expect((await read("\\begin{document} no end")).notices).toEqual([
      "main.tex is no whole LaTeX document (its \\begin{document} has no \\end{document}); left out",
    ]);
  });

  test("inputs others however they are named, and tells which were missing or outside", async () => {
    put("part.v2.tex", "two");
    put("three.tex", "three");
    const { text, notices } = await read(
      source("50\\% one \\input{part.v2} \\input three\n\\include{none} \\input{../up}"),
    );
    expect(text).toBe("50% one\n\ntwo\n\nthree");
    expect(notices).toContain("main.tex lacks what it inputs from none, ../up; used");
  });

  test("that inputs itself is read once", async () => {
    expect((await read(source("once \\input{main} \\input{main}"))).text).toBe("once");
  });

  test("of inputs, macros or braces without end is named", async () => {
    for (let level = 0; level < 12; level++) put(`i${level}.tex`, `\\input{i${level + 1}}`.repeat(4));
    expect((await read(source("\\input{i0}"))).notices).toContain(
      "main.tex cannot be read as LaTeX: it inputs more than 2000 files; left out",
    );
    const doubling = Array.from({ length: 20 }, (_, at) => {
      const next = `\\m${String.fromCharCode(98 + at)}`;
      return `\\newcommand{\\m${String.fromCharCode(97 + at)}}{${next}${next}}`;
    });
    expect((await read(source("\\ma", doubling.join("\n")))).notices).toContain(
      "main.tex cannot be read as LaTeX: its macros expand without end; left out",
    );
    expect((await read(source("{".repeat(20_000) + "}".repeat(20_000)))).notices).toContain(
      "main.tex cannot be read as LaTeX: it is nested too deeply; left out",
    );
  });
});
