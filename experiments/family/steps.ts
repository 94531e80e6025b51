/** A value that holds until the next one: `values[i]` from `at[i]` on, the last one up to `end`. Never empty. */
export interface Steps {
  /** Ascending. */
  readonly at: readonly number[];
  readonly values: readonly number[];
  readonly end: number;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The value at x; before the first step that of the first. */
export function valueAt({ at, values }: Steps, x: number): number {
  const index = at.findLastIndex((start) => start <= x);
  return values[Math.max(0, index)] as number;
}

/** The area under the steps over a range, divided by its length: their mean there. Null for an empty range. */
export function areaUnder(steps: Steps, { from, to }: Range): number | null {
  if (to <= from) return null;
  const inside = steps.at.filter((start) => start > from && start < to);
  const edges = [from, ...inside, to];
  const area = edges.slice(1).reduce((sum, edge, index) => {
    const start = edges[index] as number;
    return sum + (edge - start) * valueAt(steps, start);
  }, 0);
  return area / (to - from);
}

/** Where all of these have begun and none has ended; null when there is no such place. */
export function commonRange(all: readonly Steps[]): Range | null {
  if (all.length === 0) return null;
  const from = Math.max(...all.map(({ at }) => at[0] as number));
  const to = Math.min(...all.map(({ end }) => end));
  return to > from ? { from, to } : null;
}

/** Every place in a range where one of these takes another value, its two ends included; ascending. */
export function changesIn(all: readonly Steps[], { from, to }: Range): number[] {
  const inside = all.flatMap(({ at }) => at.filter((x) => x > from && x < to));
  return [...new Set([from, ...inside, to])].sort((a, b) => a - b);
}
