/** A visible answer and the reasoning written before it. */
export interface SplitText {
  readonly text: string;
  readonly reasoning: string | null;
}

const opening = /^\s*<think>/;
const closing = "</think>";

/**
 * Takes a leading <think> block off a content text. An unclosed block is all reasoning and no answer. A block
 * whose opening tag stayed in the prompt template is recognised by a closing tag alone on its line with no
 * opening tag before it. Tags elsewhere are part of the answer.
 */
export function splitReasoning(content: string): SplitText {
  const opened = opening.exec(content);
  const end = content.indexOf(closing);
  if (opened !== null) {
    if (end < 0) return { text: "", reasoning: content.slice(opened[0].length).trim() || null };
    return cut(content, opened[0].length, end);
  }
  return end >= 0 && aloneOnItsLine(content, end) ? cut(content, 0, end) : { text: content, reasoning: null };
}

function cut(content: string, start: number, end: number): SplitText {
  return {
    text: content.slice(end + closing.length).replace(/^\s+/, ""),
    reasoning: content.slice(start, end).trim() || null,
  };
}

function aloneOnItsLine(content: string, at: number): boolean {
  const before = content.slice(0, at);
  const after = content.slice(at + closing.length);
  return !before.includes("<think>") && /(^|\n)[ \t]*$/.test(before) && /^[ \t]*(\r?\n|$)/.test(after);
}
