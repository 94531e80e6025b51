import type { Fate, Redecided, RedecidedTurn } from "./redecide.js";

/** A run under a rule in numbers: `accepted` is kept, fallen, onFallen, left and not measured together. */
export interface RedecidedCounts {
  /** Mutants that the run accepted. */
  readonly accepted: number;
  /** Of them, those that are accepted under the rule too. */
  readonly kept: number;
  /** Of them, those whose own comparison does not hold. */
  readonly fallen: number;
  /** Of them, those whose comparison holds, but that descend from one that would not be there. */
  readonly onFallen: number;
  /** Mutants that the run rejected and the rule accepts. */
  readonly added: number;
  /** Decisions that stand as they were, since the episodes that were run do not decide them. */
  readonly left: number;
  /** Iterations and admissions whose parent would not be there. */
  readonly orphaned: number;
}

export function redecidedCounts({ turns }: Pick<Redecided, "turns">): RedecidedCounts {
  const number = (which: (turn: RedecidedTurn) => boolean) => turns.filter(which).length;
  const standing = (fate: Fate) => number((turn) => turn.fate === fate && !turn.orphaned);
  return {
    accepted: number(({ ran }) => ran === "accepted"),
    kept: standing("kept"),
    fallen: number(({ fate }) => fate === "falls"),
    onFallen: number(({ fate, ran, orphaned }) => orphaned && ran === "accepted" && fate !== "falls"),
    added: standing("new"),
    left: standing("left"),
    orphaned: number(({ orphaned }) => orphaned),
  };
}
