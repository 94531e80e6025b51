/** One way to ask for a kind of instruction: word groups that must all occur in one sentence. */
export interface Way {
  /** The way is only a mention: it says the kind in its mildest form. */
  readonly mild?: true;
  /** May also be met by the heading above the sentence or, where it points back, by the sentence before. */
  readonly topic?: RegExp;
  readonly all: readonly RegExp[];
  /** The sentence speaks of something else. */
  readonly unless?: RegExp;
}

/** How a kind of instruction is recognised. */
export interface KindRule {
  readonly ways: readonly Way[];
  /** What the kind forbids: a sentence that permits it lets go of the kind. */
  readonly forbids?: readonly RegExp[];
  /** Turns a matching sentence into its opposite, beyond the general words of permission. */
  readonly reversed?: RegExp;
}
