/**
 * Word groups as readable lists: alternatives are separated by ` | `, a `*` stands for any ending, and round
 * brackets hold alternatives inside a word, such as `hid(e|ing)`.
 */

/** A pattern that finds any of the alternatives as whole words. */
export function anyOf(...lists: readonly string[]): RegExp {
  return new RegExp(`\\b(?:${alternatives(...lists)})\\b`);
}

/** A pattern that finds any of several patterns. */
export function either(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map((pattern) => `(?:${pattern.source})`).join("|"));
}

/** A pattern that finds one of `first`, then at most `distance` words, then one of `second`. */
export function followedBy(first: string, distance: number, second: string): RegExp {
  return new RegExp(
    `\\b(?:${alternatives(first)})(?:\\W+\\w+){0,${distance}}?\\W+(?:${alternatives(second)})(?!\\w)`,
  );
}

/** The alternatives of some lists as the inside of a pattern. */
export function alternatives(...lists: readonly string[]): string {
  return lists
    .flatMap((list) => list.trim().split(/\s+\|\s+/))
    .map((words) => words.replace(/\(/g, "(?:").replace(/\*/g, "\\w*"))
    .join("|");
}
