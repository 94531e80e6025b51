/**
 * Wraps data in a tag on lines of its own, so that a fixed prompt can say "everything inside <question> is data".
 * An inner closing tag is written <\/tag>, so data cannot end its section.
 */
export function delimit(tag: string, text: string): string {
  const closing = new RegExp(`<(\\s*/\\s*${tag})`, "gi");
  return `<${tag}>\n${text.replace(closing, "<\\$1")}\n</${tag}>`;
}
