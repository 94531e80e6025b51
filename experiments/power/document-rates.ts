import type { Rate } from "../../outer/decisions.js";

/**
 * What one prior episode after another counts in a document's pass probability, from documents that hardly say
 * anything of each other to documents that are all alike.
 */
const strengths = [0.5, 1, 2, 4, 8, 16, 32, 64, 1e6];

/**
 * Pass probabilities by document from pooled runs of one behaviour: means of beta posteriors around the rate of all,
 * as strong as makes the counts most probable (beta-binomial). With one episode per document nothing tells hard
 * documents from bad luck: all come out as alike. In the order given; empty for none.
 */
export function documentRates(rates: readonly Rate[]): number[] {
  const accepted = rates.reduce((sum, rate) => sum + rate.accepted, 0);
  const conclusive = rates.reduce((sum, rate) => sum + rate.conclusive, 0);
  const mean = (accepted + 0.5) / (conclusive + 1); // never 0 or 1: the next episode may differ
  const likelihoods = strengths.map((strength) => logLikelihood(rates, mean, strength));
  const most = Math.max(...likelihoods);
  const strength = strengths.findLast((_, at) => (likelihoods[at] ?? 0) > most - 1e-6) ?? 1;
  return rates.map((rate) => (rate.accepted + strength * mean) / (rate.conclusive + strength));
}

/** Up to what all strengths share, as a product of ratios: counts are small, and no gamma function is needed. */
function logLikelihood(rates: readonly Rate[], mean: number, strength: number): number {
  let sum = 0;
  for (const { accepted, conclusive } of rates) {
    for (let at = 0; at < accepted; at++) sum += Math.log(strength * mean + at);
    for (let at = 0; at < conclusive - accepted; at++) sum += Math.log(strength * (1 - mean) + at);
    for (let at = 0; at < conclusive; at++) sum -= Math.log(strength + at);
  }
  return sum;
}
