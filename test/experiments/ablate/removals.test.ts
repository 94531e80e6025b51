import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Edit, removalsOf, withoutEdits } from "../../../experiments/ablate/removals.js";
import type { HarnessFiles } from "../../../inner/harness/harness-files.js";
import { ThreeWayMerges } from "../../../population/candidates/three-way-merge.js";
import { treeHash } from "../../../population/candidates/tree-hash.js";
import { memberEntry } from "./member-entry.js";

let merges: ThreeWayMerges;
beforeAll(async () => {
  merges = await ThreeWayMerges.open();
});
afterAll(() => merges.close());

/** Ten lines, so that changes of the first and the last do not touch. */
const page = (changed: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: 10 }, (_, line) => `${changed[line] ?? `line ${line}`}\n`).join("");

const prompt = (changed: Readonly<Record<number, string>> = {}): HarnessFiles =>
  new Map([["prompts/challenger.md", page(changed)]]);

/** The edits that lead from state to state. */
function line(...states: readonly HarnessFiles[]): Edit[] {
  return states.slice(1).map((after, index) => {
    const before = states[index] as HarnessFiles;
    return { before, after, name: `edit ${index + 1}`, entry: memberEntry(index + 1) };
  });
}

const kinds = async (edits: readonly Edit[]) =>
  (await removalsOf(merges, edits)).map((one) =>
    one.kind === "comes off" ? [one.kind, one.files, one.with.length] : [one.kind],
  );

describe("an edit that is taken back", () => {
  it("comes off when later edits changed other places, and these stay", async () => {
    const edits = line(prompt(), prompt({ 0: "first" }), prompt({ 0: "first", 9: "last" }));
    expect(await kinds(edits)).toEqual([
      ["comes off", prompt({ 9: "last" }), 0],
      ["comes off", prompt({ 0: "first" }), 0],
    ]);
  });

  it("comes off with the one edit that stands on it", async () => {
    const edits = line(
      prompt(),
      prompt({ 0: "first" }),
      prompt({ 0: "first, and more" }),
      prompt({ 0: "first, and more", 9: "last" }),
    );
    const [first, second] = await removalsOf(merges, edits);
    expect(first).toMatchObject({ kind: "comes off", with: [edits[1]], files: prompt({ 9: "last" }) });
    expect(second).toMatchObject({ kind: "comes off", with: [], files: prompt({ 0: "first", 9: "last" }) });
  });

  it("does not come off when several later edits stand on it, and the file is named", async () => {
    const edits = line(
      prompt(),
      prompt({ 4: "first" }),
      prompt({ 4: "first, and more" }),
      prompt({ 4: "first, and more, and yet more" }),
    );
    const [first] = await removalsOf(merges, edits);
    expect(first).toMatchObject({ kind: "does not come off", conflicts: ["prompts/challenger.md"] });
  });

  it("removes nothing when a later edit undid it, and is back when that one is taken back", async () => {
    const edits = line(prompt(), prompt({ 0: "first" }), prompt(), prompt({ 9: "last" }));
    expect(await kinds(edits)).toEqual([
      ["removes nothing"],
      ["comes off", prompt({ 0: "first", 9: "last" }), 0],
      ["comes off", prompt(), 0],
    ]);
  });

  it("takes the file with it that it added, and brings back the one that it removed", async () => {
    const added = new Map([...prompt(), ["lib/new.ts", "export const one = 1;\n"]]);
    const edits = line(prompt(), added, new Map([["lib/new.ts", "export const one = 1;\n"]]));
    expect(await kinds(edits)).toEqual([
      ["comes off", new Map(), 0],
      ["comes off", new Map([...added].sort()), 0],
    ]);
  });

  it("leaves the others as if it had never been made, whichever of them go and in whatever files they are", async () => {
    const change = fc.record({ file: fc.integer({ min: 0, max: 3 }), text: fc.string({ minLength: 1 }) });
    const changes = fc.uniqueArray(change, { minLength: 1, maxLength: 4, selector: ({ file }) => file });
    const scenario = changes.chain((made) =>
      fc.tuple(fc.constant(made), fc.subarray(made.map((_, index) => index))),
    );
    const start: HarnessFiles = new Map(
      [0, 1, 2, 3].map((file) => [`prompts/${file}.md`, `${page()}${file}\n`]),
    );
    const made = (files: HarnessFiles, { file, text }: { file: number; text: string }) =>
      new Map([...files, [`prompts/${file}.md`, `${page({ 5: `edited ${text}` })}${file}\n`]]);
    await fc.assert(
      fc.asyncProperty(scenario, async ([all, gone]) => {
        const states = [start];
        for (const one of all) states.push(made(states.at(-1) ?? start, one));
        const edits = line(...states);
        const removed = edits.filter((_, index) => gone.includes(index));
        const rest = await withoutEdits(merges, states.at(-1) ?? start, removed);
        const kept = all.filter((_, index) => !gone.includes(index));
        expect(rest.left).toEqual([]);
        expect(treeHash(rest.files)).toBe(treeHash(kept.reduce(made, start)));
      }),
      { numRuns: 5 },
    );
  });
});
