/** The numbers of the simulated models that are this task's own; none names an outcome. */
export const constants = {
  /** Specificity up to which a model knows sentences; the only difference between the two solvers. */
  skills: { weak: 0.4, strong: 0.85 },
  challenger: {
    /** Specificity of the sentence aimed at: as a habit, and when asked for what only the document says. */
    target: { naive: 0.2, insight: 0.62 },
    width: 0.12,
    /** Chance of a reply that does not parse: as a habit, and when told to be strict. */
    malformed: { naive: 0.35, told: 0.03 },
  },
  judge: {
    /** Chance that a comparison comes out the wrong way round. */
    slip: 0.02,
  },
} as const;
