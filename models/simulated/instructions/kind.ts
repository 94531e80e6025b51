/** What the simulated challenger and verifier can be told, apart from the form of the task itself. */
export const kinds = [
  /** Ask what only this document answers. */
  "insight",
  /** Keep mechanism, solution and answer out of the context. */
  "noLeak",
  /** Positive criteria only. */
  "positiveOnly",
  /** No weight above some small number. */
  "capped",
  /** A reply that parses, with plain integers as weights. */
  "strictJson",
  /** The hardest possible question. */
  "hard",
  /** A short question. */
  "shortQuestion",
  /** A context that can stand on its own. */
  "selfContained",
  /** Negative criteria, insisted upon. */
  "negativesWanted",
  /** A verifier that fails partial leaks. */
  "strictLeakCheck",
] as const;
export type Kind = (typeof kinds)[number];

/** One way to ask for a kind: word groups that must all occur in one sentence. */
export interface Way {
  /** The way is only a mention: it says the kind in its mildest form. */
  readonly mild?: true;
  /** May also be met by the heading above the sentence or, where it points back, by the sentence before. */
  readonly topic?: RegExp;
  readonly all: readonly RegExp[];
  /** The sentence speaks of something else. */
  readonly unless?: RegExp;
}

export interface KindRule {
  readonly ways: readonly Way[];
  /** What the kind forbids: a sentence that permits it lets go of the kind. */
  readonly forbids?: readonly RegExp[];
  /** Turns a matching sentence into its opposite, beyond the general words of permission. */
  readonly reversed?: RegExp;
}
