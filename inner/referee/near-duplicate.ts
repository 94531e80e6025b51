/** Share of common words from which two examples are the same but for a few. */
const sameWords = 0.97;

/**
 * Whether two examples are the same but for a few words. Case, punctuation, order of members and variants of the same
 * characters make no difference.
 */
export function alike(one: unknown, other: unknown): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  let common = 0;
  for (const [word, times] of a.times) common += Math.min(times, b.times.get(word) ?? 0);
  return 2 * common >= sameWords * (a.total + b.total);
}

interface Words {
  readonly times: ReadonlyMap<string, number>;
  readonly total: number;
}

function wordsOf(body: unknown): Words {
  const times = new Map<string, number>();
  let total = 0;
  for (const text of textsIn(body)) {
    for (const word of text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []) {
      times.set(word, (times.get(word) ?? 0) + 1);
      total += 1;
    }
  }
  return { times, total };
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [String(value)];
  return Object.values(value).flatMap(textsIn);
}
