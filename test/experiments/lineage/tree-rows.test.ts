import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chosenFamily } from "../../../experiments/lineage/chosen-family.js";
import type { Descendant } from "../../../experiments/lineage/family.js";
import { type TreeRow, treeRows } from "../../../experiments/lineage/tree-rows.js";
import { madeUpFamily } from "./made-up-family.js";

const plans = fc.record({
  iterations: fc.integer({ min: 0, max: 60 }),
  seed: fc.integer({ min: 1, max: 500 }),
});
const choices = fc.record(
  { members: fc.boolean(), limit: fc.integer({ min: 1, max: 30 }) },
  { requiredKeys: ["members"] },
);

/** Reads the parent of a row from the drawing alone: above it in its column, or where its branch leaves. */
function drawnParent(rows: readonly TreeRow[], index: number): Descendant | null {
  const branches = rows[index]?.branches ?? "";
  const column = /[├└]─$/.test(branches) ? branches.length - 2 : branches.length;
  for (let above = index - 1; above >= 0; above--) {
    const row = rows[above];
    if (row !== undefined && "descendant" in row && row.branches.length === column) return row.descendant;
  }
  return null;
}

describe("the drawn tree", () => {
  it("has a row for each of those shown, and tells by its lines who descends from whom", () => {
    fc.assert(
      fc.property(plans, choices, (plan, choice) => {
        const { family } = madeUpFamily({ ...plan, validation: 3, test: 0 });
        const shown = chosenFamily(family, choice);
        const rows = treeRows(family, new Set(shown), true);
        const drawn = rows.flatMap((row) => ("descendant" in row ? [row.descendant] : []));
        expect(new Set(drawn)).toEqual(new Set(shown));
        expect(drawn).toHaveLength(shown.length);
        for (const [index, row] of rows.entries()) {
          if ("descendant" in row) {
            expect(drawnParent(rows, index)?.name ?? null).toBe(row.descendant.parent);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("folds everyone else, each once, below the nearest ancestor that is drawn", () => {
    fc.assert(
      fc.property(plans, choices, (plan, choice) => {
        const { family } = madeUpFamily({ ...plan, validation: 3, test: 0 });
        const shown = new Set(chosenFamily(family, choice));
        const folded = treeRows(family, shown, true).flatMap((row) => ("folded" in row ? row.folded : []));
        expect(folded).toHaveLength(family.length - shown.size);
        expect(new Set(folded)).toEqual(new Set(family.filter((one) => !shown.has(one))));
        expect(treeRows(family, shown, false).every((row) => "descendant" in row)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("has the best and its ancestors in the first column, and few columns in a long run", () => {
    const { family } = madeUpFamily({ iterations: 233 });
    const rows = treeRows(family, new Set(family), true);
    for (const row of rows) {
      if (!("descendant" in row)) continue;
      const { best, ancestorOfBest } = row.descendant;
      expect(row.branches === "").toBe(best || ancestorOfBest);
      expect(row.branches.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(family.length)));
    }
  });
});
