/**
 * Every number of the simulated models, fixed for all corpora. They describe habits and abilities; how often
 * an example is accepted follows from them and from the text, and is written down nowhere.
 */
export const constants = {
  /** Capacities of the memos, in entries. */
  memory: { facts: 60_000, texts: 1_500, prompts: 2_000, questions: 4_000 },
  facts: {
    /** How many of a sentence's rarest terms count for half of its rarity. */
    rarestTerms: 5,
    /** Added to the rarity of a sentence that holds a figure. */
    digitBonus: 0.5,
  },
  /** How a role follows what its prompt asks. */
  compliance: {
    /** Share of instructions followed by a model with a short prompt and few of them. */
    attentive: 0.85,
    /** Words of prompt up to which attention is undivided, and the scale on which it fades beyond. */
    freeWords: 350,
    fadingWords: 900,
    /** Kinds of instruction up to which attention is undivided, and how much each further one divides it. */
    freeKinds: 2,
    perKind: 0.13,
    /** A rule mentioned in passing is followed this often, relative to an instruction of its own. */
    mentioned: 0.15,
    /** Share of a habit that belongs to model and document; the rest is a whim of the request. */
    habit: 0.85,
  },
} as const;
