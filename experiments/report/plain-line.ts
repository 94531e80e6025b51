/**
 * Text written by a model as one safe line: white space runs become one space, and control characters,
 * terminal escapes, text-direction marks and broken surrogates are removed. Longer texts than `limit`
 * characters end in an ellipsis.
 */
export function plainLine(text: string, limit = Number.POSITIVE_INFINITY): string {
  const line = text
    .replace(/\s+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "")
    .trim();
  const characters = [...line];
  if (characters.length <= limit) return line;
  return `${characters
    .slice(0, limit - 1)
    .join("")
    .trimEnd()}…`;
}

/** Text written by a model that keeps its lines: only what could steer a terminal or hide is removed. */
export function plainText(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029]/gu, "\n").replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/gu, "");
}
