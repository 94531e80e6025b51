/** Delimited data in a message: `<tag>`, its lines, `</tag>`; an inner `</tag` is written `<\/tag`. */

/** Tags whose content is data, never an instruction. What a person or agent advises is not among them. */
const dataTags = [
  "document|source|extract|context|question|question_type|reference_answer|reference|answer|response",
  "rubric|criteria|marks|example|examples|draft|feedback|target_capabilities|packet|previous_verdicts",
  "report|history|edits|items|item|types",
].join("|");

/** The data inside a tag, its first occurrence; undefined when the text has no such section. */
export function readSection(text: string, tag: string): string | undefined {
  const opened = text.indexOf(`<${tag}>\n`);
  if (opened < 0) return undefined;
  const start = opened + tag.length + 3;
  const closed = text.indexOf(`\n</${tag}>`, start - 1);
  if (closed < 0) return undefined;
  return text.slice(start, closed).split(`<\\/${tag}`).join(`</${tag}`);
}

/** The text without its data sections: what may instruct. Tags of other names are dropped, their content stays. */
export function outsideSections(text: string): string {
  const opening = new RegExp(`<(${dataTags})>\\n`, "g");
  let outside = "";
  let from = 0;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const closing = `\n</${found[1]}>`;
    const end = text.indexOf(closing, opening.lastIndex - 1);
    if (end < 0) continue;
    outside += `${text.slice(from, found.index)}\n`;
    from = end + closing.length;
    opening.lastIndex = from;
  }
  return (outside + text.slice(from)).replace(/^<\/?[a-z_]+>$/gm, "");
}

/** A document section's title (its first line) and text. */
export function readDocument(text: string): { readonly title: string; readonly text: string } | undefined {
  const section = readSection(text, "document");
  if (section === undefined) return undefined;
  const end = section.indexOf("\n");
  if (end < 0) return { title: "", text: section };
  return { title: section.slice(0, end).trim(), text: section.slice(end + 1).trim() };
}
