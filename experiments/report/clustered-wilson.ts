import { studentQuantile } from "./student.js";

/** Accepted and conclusive episodes of one document. */
interface Counts {
  readonly sum: number;
  readonly count: number;
}

/**
 * Wilson's 95 % interval for a pass rate whose episodes cluster by document. As many independent episodes stand for them
 * as would spread alike: p(1-p) over the variance of the mean over documents, at least 5 and at most all episodes; the
 * quantile is Student's, by documents. Near 0 and 1, where resampled percentiles reach too little towards the middle,
 * it reaches further. Documents that are all alike say nothing about their spread: the rate alone is given of them.
 * @param documents at least two.
 */
export function clusteredWilson(documents: readonly Counts[]): {
  readonly low: number;
  readonly high: number;
} {
  const number = documents.length;
  const episodes = documents.reduce((all, { count }) => all + count, 0);
  const rate = documents.reduce((all, { sum }) => all + sum, 0) / episodes;
  const perDocument = episodes / number;
  const squares = documents.reduce(
    (all, { sum, count }) => all + ((sum - rate * count) / perDocument) ** 2,
    0,
  );
  const variance = squares / (number - 1) / number;
  if (variance === 0) return { low: rate, high: rate };
  const alike = Math.max(5, Math.min(episodes, (rate * (1 - rate)) / variance));
  const t = studentQuantile(number - 1);
  const scale = 1 + t ** 2 / alike;
  const centre = (rate + t ** 2 / (2 * alike)) / scale;
  const half = (t / scale) * Math.sqrt((rate * (1 - rate)) / alike + t ** 2 / (4 * alike ** 2));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
