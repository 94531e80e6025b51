import { transform } from "esbuild";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  faultyCodeEdits,
  harmfulCodeEdits,
  uselessCodeEdits,
} from "../../../../models/simulated/implementer/careless-code.js";
import { callFor } from "../../../../models/simulated/implementer/change.js";
import { usefulCodeEdits } from "../../../../models/simulated/implementer/code-edits.js";
import { createTypeCheck } from "../../../../outer/guard/type-check.js";
import { baselineFiles } from "../corpus.js";

const assignment = { lost: new Map(), history: [], code: true, quotation: "" };
const baselines = (["cs-research", "cs-research-scripted"] as const).map((name) => ({
  name,
  files: baselineFiles(name),
}));
const typeCheck = createTypeCheck();

/** The harness after an edit; undefined when the edit has no place in it. */
function edited(
  files: ReadonlyMap<string, string>,
  edit: (typeof usefulCodeEdits)[number],
  repaired = false,
) {
  const plan = edit.plan(files, "seed", assignment);
  if (plan === undefined) return undefined;
  const texts = plan.changes.map((change): [string, string] => [
    change.path,
    repaired ? (change.repaired ?? change.before ?? "") : change.after,
  ]);
  return new Map([...files, ...texts]);
}

describe.each(baselines)("edits of workflow code on $name", ({ files }) => {
  it.each([...usefulCodeEdits, ...uselessCodeEdits, ...harmfulCodeEdits])(
    "change it and leave it well typed: $summary",
    async (edit) => {
      const after = edited(files, edit);
      if (after === undefined) {
        expect(edit.summary).toMatch(/constant/);
        return;
      }
      expect(after).not.toEqual(files);
      expect(await typeCheck(after)).toEqual([]);
    },
  );
});

describe("faulty edits of workflow code", () => {
  const files = baselineFiles("cs-research");
  const [wrongType, endless, unclosed] = faultyCodeEdits.map((edit) => edited(files, edit));

  it("fail the type check, never end, or do not parse", async () => {
    expect((await typeCheck(wrongType ?? new Map())).join()).toMatch(/not assignable/);
    expect(await typeCheck(endless ?? new Map())).toEqual([]);
    expect([...(endless ?? new Map()).values()].join()).toMatch(/while \(host\.rounds > 0\)/);
    const broken = [...(unclosed ?? new Map<string, string>())].filter(
      ([path, text]) => files.get(path) !== text,
    );
    await expect(transform(broken[0]?.[1] ?? "", { loader: "ts" })).rejects.toThrow();
  });

  it("are well typed once repaired", async () => {
    for (const edit of faultyCodeEdits) {
      expect(await typeCheck(edited(files, edit, true) ?? new Map())).toEqual([]);
    }
  });
});

describe("the tool call for a change", () => {
  const line = fc.constantFrom("a", "b", "{", "}", "", "const x = 1;");
  const text = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join("\n"));

  /** A long file, and the same file with some lines taken out and others put in their place. */
  const change = fc
    .tuple(
      fc.array(line, { minLength: 20, maxLength: 40 }),
      fc.nat(40),
      fc.nat(3),
      fc.array(line, { maxLength: 3 }),
    )
    .map(
      ([lines, at, taken, put]) => [lines.join("\n"), lines.toSpliced(at, taken, ...put).join("\n")] as const,
    );

  it("brings the change about, by one passage that occurs once or by the whole file", () => {
    const holds = (before: string, after: string) => {
      const call = callFor({ path: "x.ts", before, after });
      if (call.name === "write_file") return call.arguments["content"] === after;
      const parts = before.split(call.arguments["old"] ?? "");
      return parts.length === 2 && parts.join(call.arguments["new"]) === after;
    };
    fc.assert(fc.property(text, text, holds));
    fc.assert(fc.property(change, ([before, after]) => holds(before, after)));
  });

  it("is small for a small change of a long file", () => {
    const lines = Array.from({ length: 60 }, (_, at) => `const line${at} = ${at};`);
    const after = lines.with(30, "const changed = 1;").join("\n");
    const call = callFor({ path: "x.ts", before: lines.join("\n"), after });
    expect(call).toEqual({
      name: "edit_file",
      arguments: { path: "x.ts", old: "const line30 = 30;", new: "const changed = 1;" },
    });
  });
});
