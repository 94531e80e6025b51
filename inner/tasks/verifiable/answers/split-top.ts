/** Parts of a text between separators outside all brackets; null when brackets do not balance. */
export function splitTop(text: string, separator: RegExp): readonly string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if ("([{⟨".includes(character)) depth++;
    else if (")]}⟩".includes(character)) depth--;
    if (depth < 0) return null;
    separator.lastIndex = at;
    const found = depth === 0 ? separator.exec(text) : null;
    if (found === null || found[0] === "") continue;
    parts.push(text.slice(start, at));
    start = at + found[0].length;
    at = start - 1;
  }
  parts.push(text.slice(start));
  return depth === 0 ? parts.map((part) => part.trim()) : null;
}
