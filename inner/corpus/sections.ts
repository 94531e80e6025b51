/** A place where a text can be cut: between two blocks, of which the first is not a heading. */
export interface Break {
  /** Offset just behind the last character of the block before. */
  readonly end: number;
  /** `section` when the next block is a heading. */
  readonly kind: "section" | "paragraph";
}

interface Block {
  readonly start: number;
  end: number;
  /** Number of lines; Markdown headings are blocks of their own. */
  lines: number;
}

/** The breaks of a text that end at `limit` or before, in order. */
export function breaksBefore(text: string, limit: number): Break[] {
  const blocks = blocksUpTo(text, limit);
  const breaks: Break[] = [];
  for (const [index, block] of blocks.entries()) {
    const before = blocks[index - 1];
    if (before === undefined || before.end > limit || isHeading(text, before)) continue;
    breaks.push({ end: before.end, kind: isHeading(text, block) ? "section" : "paragraph" });
  }
  return breaks;
}

/** Blocks of consecutive lines with text, up to the first that starts behind `limit`, that one included. */
function blocksUpTo(text: string, limit: number): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  for (let start = 0; start <= text.length; ) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    if (line.trim() === "") open = null;
    else if (open !== null && !isMarkdownHeading(line)) {
      open.end = end;
      open.lines += 1;
    } else {
      if (blocks.length > 0 && (blocks.at(-1)?.start ?? 0) > limit) break;
      open = { start, end, lines: 1 };
      blocks.push(open);
      if (isMarkdownHeading(line)) open = null;
    }
    start = end + 1;
  }
  return blocks;
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end === -1 ? text.length : end;
}

function isHeading(text: string, block: Block): boolean {
  if (block.lines > 1 || block.end - block.start > 200) return false;
  const line = text.slice(block.start, block.end).trim();
  return isMarkdownHeading(line) || looksLikeHeading(line);
}

function isMarkdownHeading(line: string): boolean {
  return /^ {0,3}#{1,6}[ \t]+\S/.test(line);
}

/** Plain text has no marks: a short line that starts like a title and does not end like a sentence. */
function looksLikeHeading(line: string): boolean {
  return (
    line.length <= 80 &&
    /^[\p{Lu}\p{Lt}\p{Lo}\d§]/u.test(line) &&
    /\p{L}/u.test(line) &&
    !/[.,;:=]$/.test(line) &&
    !line.includes(" = ")
  );
}
