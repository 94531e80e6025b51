/**
 * The numbers of the simulated models that are this task's own, fixed for all corpora. They describe habits and
 * abilities; how an example fares follows from them and from the text, and is written down nowhere. They were chosen so
 * that an untuned harness mostly asks what both solvers remember, and better prompts visibly less often: that is a
 * design of ours, and says nothing about any real model.
 */
export const constants = {
  /** Specificity up to which a model knows statements; it also decides how surely a model takes a step. */
  skills: { weak: 0.78, strong: 0.96 },
  solver: {
    /** Chance of a slip in one step of a model without any skill; it falls to zero at full skill. */
    slip: 2,
    /** Deviation of that chance between questions, for one model. */
    slipSpread: 0.06,
    /** Share of answers in another notation than that of the reference. */
    otherNotation: 0.4,
  },
  challenger: {
    /** Specificity of the statements aimed at: as a habit, and when asked for what only the document says. */
    target: { naive: 0.12, specific: 0.7 },
    width: 0.22,
    /** Steps of a question: as a habit, what an angle and the demand for a derivation add, and utmost difficulty. */
    steps: { naive: 1, angle: 1, told: 2.1, hard: 4, most: 5 },
    stepsSpread: 0.4,
    /** How the steps change for each earlier question that was too easy, and for each that the strong solver failed. */
    perFailure: 0.2,
    /** Chance for each step after the first that the reference goes wrong: as a habit, and when told to check. */
    slip: { naive: 0.12, told: 0.02 },
    /** Chance of a question or an answer in a form that cannot be checked: as a habit, and when told. */
    formless: { naive: 0.22, told: 0.03 },
    /** Chance of a reply that does not parse: as a habit, and when told to be strict. */
    malformed: { naive: 0.25, told: 0.02 },
    /** What remains of a tendency to a fault after the fault was reported. */
    heed: 0.7,
  },
  verifier: {
    /** Chance of a slip in one step when it works the answer out: as a habit, and when told to do so from scratch. */
    overlooks: { naive: 0.6, told: 0.1 },
    /** Chance of objecting to a question that one statement answers: as a habit, and when told to. */
    objectsToRecall: { naive: 0.12, told: 0.9 },
  },
  judge: {
    /** Chance of not seeing that two notations say the same, and of taking different answers for the same. */
    blind: 0.08,
    lenient: 0.02,
  },
  causes: {
    /** Share of failed strong attempts that agree on another answer from which the reference is suspected. */
    agreed: 0.6,
  },
} as const;
