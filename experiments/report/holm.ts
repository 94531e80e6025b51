/** Holm's correction of several p values for having looked at all of them, in the order given. */
export function holm(values: readonly number[]): number[] {
  const ascending = values.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const corrected = new Array<number>(values.length).fill(1);
  let least = 0;
  for (const [rank, { p, index }] of ascending.entries()) {
    least = Math.min(1, Math.max(least, p * (values.length - rank)));
    corrected[index] = least;
  }
  return corrected;
}
