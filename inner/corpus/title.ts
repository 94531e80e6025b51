import { basename, extname } from "node:path";

export interface Titled {
  readonly title: string;
  /** The text without its title, never empty unless the text was. */
  readonly body: string;
}

/** A longer first line is a paragraph, not a title. In characters. */
const longestTitle = 200;

/**
 * Separates a normalised text from its title. Markdown (`.md`): the first heading of any level outside code
 * fences; front matter is dropped, and its `title:` wins over headings below the first level. Other text: the
 * first line, when more follows. Where neither gives a title, the file name does, and the text stays whole.
 */
export function splitTitle(text: string, fileName: string): Titled {
  const found = /\.md$/i.test(fileName) ? markdownTitle(text) : plainTitle(text);
  if (found.title !== null && found.body !== "") return { title: found.title, body: found.body };
  return { title: found.title ?? nameAsTitle(fileName), body: found.body === "" ? text : found.body };
}

interface Candidate {
  readonly title: string | null;
  readonly body: string;
}

function plainTitle(text: string): Candidate {
  const end = text.indexOf("\n");
  if (end === -1 || end > longestTitle) return { title: null, body: text };
  return { title: headingText(text.slice(0, end)), body: text.slice(end).trim() };
}

function markdownTitle(text: string): Candidate {
  const { title: declared, body } = withoutFrontMatter(text);
  const lines = body.split("\n");
  const heading = firstHeading(lines);
  if (declared !== null && heading?.level !== 1) return { title: declared, body };
  if (heading === null) return { title: declared, body };
  const blankBehind = lines[heading.line + heading.lines] === "" ? 1 : 0;
  lines.splice(heading.line, heading.lines + blankBehind);
  return { title: heading.text, body: lines.join("\n").trim() };
}

function withoutFrontMatter(text: string): Candidate {
  const block = /^---\n([\w-]+[ \t]*:[\s\S]*?)\n(?:---|\.\.\.)(?:\n|$)/.exec(text);
  if (block === null) return { title: null, body: text };
  const declared = /^title[ \t]*:[ \t]*(\S.*)$/m.exec(block[1] ?? "")?.[1];
  const title = declared?.replace(/^(["'])(.*)\1$/, "$2").trim();
  return { title: title || null, body: text.slice(block[0].length).trim() };
}

interface Heading {
  readonly level: number;
  readonly text: string;
  /** Index of its first line, and how many lines it takes. */
  readonly line: number;
  readonly lines: number;
}

function firstHeading(lines: readonly string[]): Heading | null {
  let fenced = false;
  for (const [line, text] of lines.entries()) {
    if (/^\s*(```|~~~)/.test(text)) fenced = !fenced;
    if (fenced) continue;
    const marks = /^ {0,3}(#{1,6})[ \t]+\S/.exec(text)?.[1];
    if (marks !== undefined) return { level: marks.length, text: headingText(text), line, lines: 1 };
    const underlined = text.trim() !== "" && /^=+$/.test(lines[line + 1] ?? "");
    if (underlined) return { level: 1, text: headingText(text), line, lines: 2 };
  }
  return null;
}

function headingText(line: string): string {
  const bare = line
    .trim()
    .replace(/^#{1,6}[ \t]+/, "")
    .replace(/[ \t]+#+$/, "");
  return bare.replace(/^(\*\*|__)(.+)\1$/, "$2").trim();
}

function nameAsTitle(fileName: string): string {
  const name = basename(fileName, extname(fileName));
  return name.replace(/[_-]+/g, " ").trim() || name;
}
