import { transform } from "esbuild";
import { describe, expect, it } from "vitest";
import { codeEdits } from "../../../../../../inner/tasks/cs-research/simulated/lessons/code-edits.js";
import {
  faultyCodeEdits,
  harmfulCodeEdits,
  uselessCodeEdits,
} from "../../../../../../models/simulated/implementer/careless-code.js";
import type { Edit } from "../../../../../../models/simulated/implementer/edit.js";
import { createTypeCheck } from "../../../../../../outer/guard/type-check.js";
import { baselineFiles } from "../corpus.js";

const assignment = { lost: new Map(), history: [], code: true, quotation: "" };
const baselines = (["cs-research", "cs-research-scripted"] as const).map((name) => ({
  name,
  files: baselineFiles(name),
}));
const typeCheck = createTypeCheck();

/** The harness after an edit; undefined when the edit has no place in it. */
function edited(files: ReadonlyMap<string, string>, edit: Edit, repaired = false) {
  const plan = edit.plan(files, "seed", assignment);
  if (plan === undefined) return undefined;
  const texts = plan.changes.map((change): [string, string] => [
    change.path,
    repaired ? (change.repaired ?? change.before ?? "") : change.after,
  ]);
  return new Map([...files, ...texts]);
}

describe.each(baselines)("edits of workflow code on $name", ({ files }) => {
  it.each([...codeEdits, ...uselessCodeEdits, ...harmfulCodeEdits])(
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
