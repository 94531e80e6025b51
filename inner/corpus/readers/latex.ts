import { readFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import type { Reader } from "./reader.js";

/** As unified-latex has it, as far as it is read here. */
interface Node {
  readonly type: string;
  readonly content?: string | readonly Node[];
  readonly env?: string | Node;
  readonly args?: readonly { readonly content: readonly Node[]; readonly openMark?: string }[];
}

/** Deeper \input than this goes in circles. */
const deepest = 20;

/** The running text of a LaTeX document with its section headings and formulas, without preamble, figures, references. */
export const readLatex: Reader = async function* (path, source) {
  const whole = await withInputs(path, await textOf(path));
  if (!/\\begin\s*\{document\}/.test(whole)) {
    yield { source, problem: "is no whole LaTeX document (no \\begin{document})" };
    return;
  }
  const { parse } = await import("@unified-latex/unified-latex-util-parse");
  const root = parse(whole) as unknown as Node;
  const body = find(nodesOf(root), (node) => isEnvironment(node, "document"));
  const title = find(nodesOf(root), (node) => node.type === "macro" && node.content === "title");
  const text = tidy(written(nodesOf(body)));
  yield { source, text, title: tidy(written(argumentOf(title))).replace(/\s+/g, " ") || null };
};

const textOf = async (path: string) => new TextDecoder().decode(await readFile(path));

/** The source with the files that it inputs, as far as they lie beside or below the first one. */
async function withInputs(first: string, source: string, depth = 0): Promise<string> {
  const parts = source.split(/(?<!%.*)\\(?:input|include|subfile)\s*\{([^}]*)\}/);
  const texts = parts.map(async (part, index) => {
    if (index % 2 === 0 || depth === deepest) return index % 2 === 0 ? part : "";
    const path = resolve(dirname(first), /\.\w+$/.test(part) ? part.trim() : `${part.trim()}.tex`);
    if (relative(dirname(first), path).startsWith("..")) return "";
    try {
      return `\n\n${await withInputs(first, await textOf(path), depth + 1)}\n\n`;
    } catch {
      return ""; // an input that is not there is left out, as a figure would be
    }
  });
  return (await Promise.all(texts)).join("");
}

function nodesOf(node: Node | undefined): readonly Node[] {
  return Array.isArray(node?.content) ? (node.content as readonly Node[]) : [];
}

function find(nodes: readonly Node[], fits: (node: Node) => boolean): Node | undefined {
  for (const node of nodes) {
    const found = fits(node) ? node : find([...nodesOf(node), ...argumentsOf(node)], fits);
    if (found !== undefined) return found;
  }
  return undefined;
}

const argumentsOf = ({ args = [] }: Node) => args.flatMap(({ content }) => [...content]);
const argumentOf = (node: Node | undefined) =>
  node?.args?.filter(({ openMark }) => openMark === "{").at(-1)?.content ?? [];
const nameOf = ({ env }: Node) => (typeof env === "string" ? env : String(env?.content ?? ""));
const isEnvironment = (node: Node, name: string) =>
  (node.type === "environment" || node.type === "mathenv") && nameOf(node) === name;

/** Environments and macros whose content is no running text. */
const skippedEnvironments =
  /^(?:figure|table|thebibliography|tikzpicture|tabular|lstlisting|comment|CCSXML|filecontents)\*?$/;
const skippedMacros =
  /^(?:cite\w*|ref|eqref|autoref|[cC]ref|pageref|label|bibliography|bibliographystyle|usepackage|documentclass|maketitle|title|author|date|affil\w*|email|thanks|footnote\w*|includegraphics|vspace|hspace|newcommand|renewcommand|providecommand|def|DeclareMathOperator|input|include|index|pagestyle|thispagestyle|setlength|addtolength|setcounter|centering|noindent|newpage|clearpage|appendix|tableofcontents|caption|keywords|ccsdesc|hypersetup|color|textcolor|newtheorem|let)$/;
const headings: Readonly<Record<string, string>> = {
  chapter: "#",
  section: "##",
  subsection: "###",
  subsubsection: "####",
  paragraph: "####",
};

/** The text of nodes, one after the other. */
function written(nodes: readonly Node[]): string {
  return nodes.map(writtenNode).join("");
}

function writtenNode(node: Node): string {
  switch (node.type) {
    case "string":
      return String(node.content).replaceAll("~", " ");
    case "whitespace":
      return " ";
    case "parbreak":
      return "\n\n";
    case "comment":
      return "";
    case "inlinemath":
      return `$${source(nodesOf(node))}$`;
    case "displaymath":
    case "mathenv":
      return `\n\n$$${source(nodesOf(node)).trim()}$$\n\n`;
    case "verb":
    case "verbatim":
      return String(node.content);
    case "environment":
      return skippedEnvironments.test(nameOf(node)) ? "" : `\n\n${written(nodesOf(node))}\n\n`;
    case "group":
      return written(nodesOf(node));
    case "macro":
      return writtenMacro(node);
    default:
      return written(nodesOf(node));
  }
}

const marks: Readonly<Record<string, string>> = {
  "\\": "\n",
  "~": " ",
  item: "\n- ",
  ldots: "...",
  dots: "...",
  par: "\n\n",
  " ": " ",
};

function writtenMacro(node: Node): string {
  const name = String(node.content);
  const mark = marks[name];
  if (mark !== undefined) return name === "item" ? mark + written(argumentsOf(node)).trim() : mark;
  const heading = headings[name];
  if (heading !== undefined) return `\n\n${heading} ${written(argumentOf(node)).trim()}\n\n`;
  if (skippedMacros.test(name)) return "";
  if (/^[%&_#$${}]$/.test(name)) return name;
  return written(argumentsOf(node));
}

/** Formulas stay as they were written. */
function source(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      const inside = nodesOf(node);
      if (node.type === "macro") {
        const name = String(node.content);
        const sign = /^[_^]$/.test(name) ? name : `\\${name}`;
        return (
          sign +
          (node.args ?? [])
            .map(({ content, openMark = "" }) =>
              openMark === "" && content.length === 0 ? "" : `{${source(content)}}`,
            )
            .join("") +
          (/^[_^]$/.test(name) ? "" : /[a-zA-Z]$/.test(name) && (node.args ?? []).length === 0 ? " " : "")
        );
      }
      if (node.type === "group") return `{${source(inside)}}`;
      if (node.type === "whitespace") return " ";
      if (node.type === "environment" || node.type === "mathenv") return source(inside);
      return typeof node.content === "string" && node.type !== "comment" ? node.content : source(inside);
    })
    .join("");
}

/** One blank line between paragraphs, one blank between words. */
function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, " ")
    .replace(/ *\n */g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/ +([,.;:])/g, "$1")
    .replace(/``|''/g, '"')
    .trim();
}
