import type { Item } from "./items.js";
import type { QuestionType } from "./question-types.js";

/** What became of one item; without a type, `unparsed` says why. */
export type Assigned =
  | { readonly item: Item; readonly type: QuestionType }
  | { readonly item: Item; readonly type: null; readonly unparsed: string };

export interface Classification {
  readonly types: readonly QuestionType[];
  /** Every item, in the order of the file. */
  readonly assigned: readonly Assigned[];
  /** Items that types were proposed for, in how many batches, and batches without a readable proposal. */
  readonly sample: { readonly items: number; readonly batches: number; readonly unreadable: number };
}
