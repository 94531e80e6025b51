/**
 * The numbers of the simulated models that are this task's own, fixed for all corpora. They describe habits and
 * abilities; how often an example is accepted follows from them and from the text, and is written down nowhere. They
 * were chosen so that an untuned harness succeeds seldom and better prompts visibly more often: that is a design of
 * ours, and says nothing about any real model.
 */
export const constants = {
  /** Specificity up to which a model knows facts; the only difference between the two solvers. */
  skills: { weak: 0.48, strong: 0.84 },
  challenger: {
    /** Specificity aimed at without advice, when asked for the document's own insight, and for utmost difficulty. */
    target: { naive: 0.28, insight: 0.48, hard: 1 },
    /** Standard deviation of the picks around that target, and of the target between documents. */
    width: 0.25,
    targetSpread: 0.11,
    /** How the target moves for each question reported as too easy, or as failed on the strong model. */
    perFailure: 0.015,
    /** How the target moves when advice asks for something deeper, or for something easier. */
    perAdvice: 0.02,
    /** What remains of a tendency to a fault after the fault was reported. */
    heed: 0.9,
    /** How much a naive challenger prefers the beginning of the document (log weight over its length). */
    earliness: 1,
    /** Share of a pick's luck that belongs to model and document; the rest is the request's. */
    pickHabit: 0.4,
    /** Facts asked about: least and how many more at most, without and with negative criteria. */
    picks: { least: 10, more: 2 },
    picksBesideNegatives: { least: 8, more: 2 },
    /** Most criteria in one rubric. */
    criteria: 15,
    /** Further facts asked about when the question is to be hard, and the share of facts then named in it. */
    hardExtra: 3,
    hardNamed: 0.4,
    /** Facts named in a question that is to be short. */
    shortNamed: 3,
    /** Terms of each fact that the question names, and how many rarer ones it leaves for the answer. */
    namedTerms: 3,
    keptTerms: 1,
    /** General sentences in every context. */
    generalSentences: 2,
    /** Share of the asked facts that the context gives away: as a habit, without any rule, and when told not to. */
    leak: { naive: 0.52, unruled: 0.58, told: 0.03 },
    /** Its standard deviation between documents, and its factor when the context is to be self-contained. */
    leakSpread: 0.2,
    selfContainedFactor: 1.8,
    /** Chance that a document's rubrics have negative criteria, where nobody asked to leave them out. */
    negatives: 0.38,
    negativeCount: { least: 3, more: 2 },
    negativeWeight: { least: 4, more: 6 },
    /** Share of negative criteria that describe good behaviour by mistake. */
    inverted: 0.75,
    /** What remains of that once such criteria were pointed out. */
    invertedWhenTold: 0.15,
    /** Exponent of the fall of naive weights from the most to the least salient criterion. */
    weightSkew: 1.05,
    /** Weights when they are capped. */
    cappedWeight: { least: 4, more: 3 },
    /** Words of a fact that a criterion repeats. */
    criterionWords: 22,
    /** Chance of a reply that does not parse: as a habit, when told to be strict, and what a long prompt adds. */
    malformed: { naive: 0.45, told: 0.03, longPrompt: 0.1 },
    /** Words of prompt beyond the free ones at which a long prompt's effect is complete. */
    longPromptWords: 700,
  },
  verifier: {
    /** Share of a criterion's terms that one context sentence must have to give it away. */
    givenAway: 0.7,
    /** Share of positive criteria given away that a verifier lets pass: as a habit, and when told to be strict. */
    tolerated: 0.65,
    toleratedStrict: 0.4,
    /** Share of positive criteria from which one number in them is all that is asked; words of a bare answer. */
    tied: 0.5,
    bareWords: 12,
    /** Bounds of a sound rubric. */
    positives: 4,
    total: { least: 10, most: 20 },
  },
  causes: {
    /** Share of a criterion's terms that one context sentence must have to count as given there. */
    given: 0.6,
    /** Share of criteria given in the context from which a too easy round is put down to leakage. */
    leakShare: 0.3,
    /** Excess of met weight over met criteria from which it is put down to the weights. */
    weightExcess: 0.06,
    /** Share of the positive weights lost to penalties from which a strong failure is put down to them. */
    penaltyShare: 0.1,
  },
} as const;
