/**
 * The numbers of the simulated models that are this task's own, fixed for all corpora. They describe habits and
 * abilities; how an example fares follows from them and from the text, and is written down nowhere. They were chosen so
 * that an untuned harness asks what the weak solver cannot know, and better prompts visibly less often: that is a design
 * of ours, and says nothing about any real model.
 */
export const constants = {
  /** Specificity up to which a model knows facts; the only difference between the two solvers. */
  skills: { weak: 0.24, strong: 0.92 },
  /** Share of a fact's terms, the rarest, that are particulars of its case. */
  particulars: 0.4,
  solver: {
    /** How much a fact that one aspect of the question gives in full, against one it does not touch, adds to the skill. */
    aid: 0.3,
    /** How much more specific than a fact that is known with its particulars one may be whose gist is still known. */
    gist: 0.42,
  },
  challenger: {
    /** Specificity aimed at without advice, at the level of principle, and when the document's own detail is asked for. */
    target: { naive: 0.78, principle: 0.55, detail: 0.95 },
    /** Standard deviation of the picks around that target, and of the target between documents. */
    width: 0.22,
    targetSpread: 0.12,
    /** How the target moves when the loop judge suggests what is easier to reach, or a further step. */
    perSuggestion: 0.04,
    /** Share of a pick's luck that belongs to model and document; the rest is the request's. */
    pickHabit: 0.5,
    /** Positive criteria: least and how many more at most; and the fewest that make a rubric. */
    positives: { least: 14, more: 3 },
    fewestPositives: 14,
    /** Share of criteria that join two facts: as a habit, its deviation between documents, and when told not to. */
    compound: { naive: 0.4, spread: 0.2, told: 0.03 },
    /** Words of a fact that a criterion repeats, alone and in company. */
    criterionWords: 22,
    compoundWords: 12,
    /** Terms of each fact that the question names: as a habit, after as many rarer ones; when told to give the facts. */
    named: { naive: { terms: 3, after: 4 }, given: { terms: 3, after: 0 } },
    /** Sentences of the document that the question retells, as a habit; how many a report of one that is too long saves. */
    retold: { least: 2, more: 5 },
    retoldLess: 4,
    /** Most of them in a question that is to be short. */
    retoldWhenShort: 0,
    /** Chance of an opening that names the case, and of one that gives the solver a role. */
    namesCase: 0.2,
    givesRole: 0.12,
    negatives: { least: 2, more: 1 },
    /** Share of documents whose negative criteria are put as good behaviour. */
    inverted: 0.12,
    penalty: { least: 6, more: 4 },
    /** Chance that a weight leaves the range of its class, as a habit of the document. */
    misclassed: 0.1,
    /** Chance of a reply that does not parse: as a habit, and when told to be strict. */
    malformed: { naive: 0.3, told: 0.03 },
    /** What remains of a tendency to a fault after the fault was reported. */
    heed: 0.5,
  },
  verifier: {
    /** Share of a sentence's terms that one sentence of the document must have to be the same. */
    same: 0.8,
    /** Share of the question's words that may retell the document. */
    retold: 0.75,
    /** Share of the positive criteria that one sentence of the question may already meet. */
    given: 0.5,
    /** Share of the criteria that may name a party of the document. */
    named: 0.5,
  },
  loopJudge: {
    /** Shares of the positive criteria on which weak answers differ and strong ones mostly pass, for each word. */
    high: 0.35,
    medium: 0.2,
    /** Share of the positive criteria that no weak answer passes from which the gap is one of knowledge. */
    ceiling: 0.5,
    /** Share that no strong answer passes from which the rubric is a concern. */
    unreachable: 0.3,
    /** Share that every answer passes from which the rubric is saturated. */
    saturated: 0.5,
  },
  suitability: {
    /** Share of words of reasoning, among them and the words of procedure, below which an extractor sees no rule. */
    reasoning: 0.4,
    /** The same for the judge, who leaves doubts to the document's favour. */
    reasoningInDoubt: 0.37,
    /** Deviation of that impression between readers. */
    impression: 0.02,
  },
  causes: {
    /** Share of the positive criteria that no weak attempt met from which a lost round is put down to difficulty. */
    ceiling: 0.4,
    /** Share of those that no strong attempt met from which two tests in one criterion are suspected. */
    unreachable: 0.2,
  },
} as const;
