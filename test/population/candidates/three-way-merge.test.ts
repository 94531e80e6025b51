import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HarnessFiles } from "../../../inner/harness/harness-files.js";
import { markersIn, ThreeWayMerges } from "../../../population/candidates/three-way-merge.js";

const path = "prompts/challenger.md";
const filesOf = (lines: readonly string[]): HarnessFiles => new Map([[path, `${lines.join("\n")}\n`]]);
const lines = Array.from({ length: 12 }, (_, at) => `Rule ${at} as it was.`);

let merges: ThreeWayMerges;
beforeAll(async () => {
  merges = await ThreeWayMerges.open();
});
afterAll(() => merges.close());

describe("a three-way merge", () => {
  it("holds what both sides wrote where they do not overlap", async () => {
    const places = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 7, max: 11 }));
    await fc.assert(
      fc.asyncProperty(places, fc.boolean(), async ([first, second], swapped) => {
        const one = lines.with(first, "What one wrote.");
        const other = lines.with(second, "What the other wrote.");
        const [ours, theirs] = swapped ? [other, one] : [one, other];
        const merged = await merges.merge({
          base: filesOf(lines),
          ours: filesOf(ours),
          theirs: filesOf(theirs),
        });
        expect(merged).toEqual({
          files: filesOf(one.with(second, "What the other wrote.")),
        });
      }),
      { numRuns: 8 },
    );
  });

  it("puts sides that overlap between markers that name them, whatever was merged before", async () => {
    const ways = {
      base: filesOf(lines),
      ours: filesOf(lines.with(5, "One way.")),
      theirs: filesOf(lines.with(5, "Another way.")),
    };
    const merged = await merges.merge(ways);
    if ("files" in merged) throw new Error("there is a conflict");
    expect(merged.conflicts).toEqual([path]);
    expect(merged.marked.get(path)).toContain(
      "<<<<<<< ours\nOne way.\n=======\nAnother way.\n>>>>>>> theirs\nRule 6",
    );
    expect(markersIn(merged.marked)).toEqual([`${path}, line 6`, `${path}, line 10`]);
    expect(await merges.merge(ways)).toEqual(merged);
  });
});
