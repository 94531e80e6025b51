/**
 * The numbers that the simulated models of all tasks share, fixed for all corpora. They describe habits and
 * abilities; how often an example is accepted follows from them, from the task's own numbers and from the text, and is
 * written down nowhere.
 */
export const constants = {
  /** Capacities of the memos, in entries. */
  memory: { documents: 200, facts: 60_000, texts: 1_500, prompts: 2_000, questions: 4_000 },
  facts: {
    /** How many of a sentence's rarest terms count for half of its rarity. */
    rarestTerms: 5,
    /** Added to the rarity of a sentence that holds a figure. */
    digitBonus: 0.5,
  },
  /** How a role follows what its prompt asks. */
  compliance: {
    /** Share of instructions followed by a model with a short prompt and few of them. */
    attentive: 0.92,
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
  /** What comes to mind, and who knows it. */
  recall: {
    /** Standard deviation of a fact's hidden difficulty, in units of specificity. */
    difficulty: 0.1,
    /** Correlation of a fact's difficulty between two models. */
    sharedDifficulty: 0.6,
    /** Steepness of the passage from known to unknown. */
    steepness: 16,
    /** Chance of saying an unknown fact, and the further chance of saying a known one. */
    guess: 0.03,
    known: 0.94,
    /** How much a term of the context counts, against one of the question, in recognising the document. */
    contextVote: 0.3,
    /** Facts recalled for each aspect of a question, and most facts said in one answer. */
    perAspect: 3,
    perAnswer: 18,
    /** Terms a context sentence must share with the question to be repeated, and the chance that it then is. */
    copiedTerms: 2,
    copy: 0.96,
  },
  judge: {
    /** Share of a criterion's terms that one sentence must cover for "met". */
    covered: 0.55,
    /** The same for a negative criterion that describes good behaviour, and for a proper one. */
    discussed: 0.45,
    contradicted: 0.7,
    /** Chance of marking a proper negative criterion whose subject is covered. */
    misread: 0.5,
    /** Chance that a mark is turned around. */
    flip: 0.02,
  },
  analyzer: {
    /** Trajectories read in one turn, and in all. */
    readAtOnce: 4,
    readAtMost: 24,
    /** Bounds of the report. */
    causesAtMost: 6,
    placesAtMost: 6,
    quotedWords: 18,
  },
  /** Who does what the material says, though it is no instruction. */
  suggestible: {
    weak: 0.9,
    strong: 0.12,
    judge: 0.9,
    /** Share of an answer's sentences that whoever holds back still says. */
    stillSaid: 0.4,
    /** Words from which an answer is thorough. */
    thoroughWords: 270,
  },
  learner: {
    /** Notes added after one batch, and notes kept in all. */
    addedAtMost: 2,
    keptAtMost: 6,
    /** Share of all rounds that a cause must have lost to be worth a note. */
    worthNoting: 0.12,
    /** Share of notes dropped again although nothing speaks against them. */
    forgets: 0.05,
  },
  taxonomist: {
    /** Words at a question's start that count twice: what it asks for is mostly said first. */
    leadingWords: 8,
    /** How often a reply comes in a careless form, and a question that no type fits is answered with a type of its own. */
    careless: 0.07,
    atALoss: 0.6,
  },
  implementer: {
    /** Share of edits made in workflow code, where code may be edited. */
    codeShare: 0.32,
    /** What comes over an implementer of prompts, and of code, in parts. */
    intents: [
      ["targeted", 65],
      ["neutral", 17],
      ["bloating", 10],
      ["careless", 8],
    ],
    codeIntents: [
      ["targeted", 70],
      ["neutral", 19],
      ["careless", 11],
    ],
    /** Rounds that an edit counts for though the report does not mention its cause. */
    unprompted: 0.3,
    /** What an edit's appeal is multiplied by for each time it failed before, and the least that remains. */
    afterFailure: 0.4,
    leastAfterFailures: 0.05,
    /** How often an edit is checked, and how often a failed check is repaired. */
    checks: 0.7,
    repairs: 0.6,
  },
} as const;
