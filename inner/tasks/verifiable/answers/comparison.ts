/**
 * What code can say about two answers. `different` is said only when no usual reading of the two makes them the
 * same; whatever depends on the question, on conventions or on knowledge of names is `undecided`.
 */
export interface Comparison {
  readonly result: "equal" | "different" | "undecided";
  /** One sentence for a reader of the record. */
  readonly reason: string;
}

export const equal = (reason: string): Comparison => ({ result: "equal", reason });
export const different = (reason: string): Comparison => ({ result: "different", reason });
export const undecided = (reason: string): Comparison => ({ result: "undecided", reason });
