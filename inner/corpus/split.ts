import { UsageError } from "../../foundation/errors.js";
import type { Random } from "../../foundation/random.js";
import type { Document, Split } from "./document.js";

/** How many documents each split takes. */
export type SplitSizes = Readonly<Record<Split, number>>;
export type Splits = Readonly<Record<Split, readonly Document[]>>;

/**
 * Draws the splits, disjoint by content. The draw depends on the set of documents, the sizes and the stream,
 * not on the order of `documents`. Test is drawn first, then validation, then train, so a larger training
 * split leaves the others as they were.
 * @throws UsageError when there are fewer documents with distinct texts than asked for.
 */
export function drawSplits(documents: readonly Document[], sizes: SplitSizes, random: Random): Splits {
  const distinct = [...new Map(documents.map((document) => [document.id, document])).values()];
  requireEnough(sizes, distinct.length);
  const byId = distinct.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const drawn = random.shuffle(byId);
  const test = drawn.splice(0, sizes.test);
  const validation = drawn.splice(0, sizes.validation);
  const train = drawn.splice(0, sizes.train);
  return { train, validation, test };
}

function requireEnough({ train, validation, test }: SplitSizes, usable: number): void {
  for (const size of [train, validation, test]) {
    if (!Number.isInteger(size) || size < 0) throw new UsageError(`${size} is not a size of a split`);
  }
  const asked = train + validation + test;
  if (asked <= usable) return;
  throw new UsageError(
    `splits asks for ${train} + ${validation} + ${test} = ${asked} documents (train, validation, test), ` +
      `but the corpus has ${usable} usable; ask for fewer or add documents`,
  );
}
