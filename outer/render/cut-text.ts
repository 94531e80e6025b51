/**
 * The text, or its first `limit` characters and a note of how much was left out. `more` tells the reader how to
 * see the rest; empty when there is no way.
 */
export function cutText(text: string, limit: number, more = ""): string {
  if (text.length <= limit) return text;
  const kept = firstCharacters(text, limit);
  const left = text.length - kept.length;
  const hint = more === "" ? "" : `; ${more}`;
  return `${kept} [cut: ${left} of ${text.length} characters left out${hint}]`;
}

/** At most the first `limit` characters (UTF-16 units), never half a surrogate pair. */
export function firstCharacters(text: string, limit: number): string {
  const split = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) && text.length > limit;
  return text.slice(0, split ? limit - 1 : limit);
}

/** Quoted material under a label: every further line starts with `>`, so that it cannot pass for a line of ours. */
export function labelled(label: string, text: string, indent = ""): string {
  return `${indent}${label}: ${text.trim().replace(/\r?\n|[\r\u2028\u2029]/g, `\n${indent}  > `)}`;
}

/** The text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
