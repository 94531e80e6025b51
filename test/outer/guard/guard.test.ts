import { describe, expect, it } from "vitest";
import { indexRareEntities } from "../../../inner/corpus/rare-entities.js";
import type { HarnessFiles } from "../../../inner/harness/harness-files.js";
import { checkHarness, type GuardOptions, guard } from "../../../outer/guard/guard.js";
import { createTypeCheck } from "../../../outer/guard/type-check.js";
import { baselineHarness, baselineNames, withFile } from "./baseline-harness.js";

const typeCheck = createTypeCheck();
const parent = baselineHarness("cs-research-scripted");

/** Options whose dear stages are remembered in `ran`. */
function optionsWith(changes: Partial<GuardOptions> = {}): { options: GuardOptions; ran: string[] } {
  const ran: string[] = [];
  const options: GuardOptions = {
    edits: "all",
    copiedPassage: () => null,
    entities: indexRareEntities([]),
    typeCheck: (files) => {
      ran.push("types");
      return typeCheck(files);
    },
    smoke: async () => {
      ran.push("smoke");
      return null;
    },
    ...changes,
  };
  return { options, ran };
}

describe("guard", () => {
  it.each(baselineNames)("lets the baseline %s pass every stage", async (name) => {
    const baseline = baselineHarness(name);
    const { options, ran } = optionsWith({ edits: "prompts" });
    expect(await guard(baseline, baseline, options)).toEqual({ passed: true, findings: [] });
    expect(ran).toEqual(["types", "smoke"]);
  });

  const typeError = "export default async function workflow(): Promise<void> { const x: number = ''; }\n";
  const cases: [string, HarnessFiles, RegExp, string[]][] = [
    [
      "a path outside",
      withFile(parent, "inner/referee/judge.md", "x"),
      /^paths: edits outside the harness/,
      [],
    ],
    ["a control character", withFile(parent, "prompts/challenger.md", "a\u202eb"), /U\+202E/, []],
    [
      "code that does not parse",
      withFile(parent, "workflow.ts", "export default ("),
      /^bundle: the code cannot be bundled: workflow\.ts:1/,
      [],
    ],
    [
      "a missing module",
      withFile(parent, "lib/failures.ts", null),
      /^bundle: the code cannot be bundled: .*lib\/failures/,
      [],
    ],
    [
      "a foreign package",
      withFile(parent, "lib/failures.ts", 'import "node:fs";\nexport {};\n'),
      /^bundle: the code cannot be bundled/,
      [],
    ],
    [
      "a type error",
      withFile(parent, "workflow.ts", typeError),
      /^types: workflow\.ts:1: Type 'string'/,
      ["types"],
    ],
  ];
  it.each(cases)("stops at %s", async (_, mutant, finding, stages) => {
    const { options, ran } = optionsWith();
    const result = await guard(parent, mutant, options);
    expect(result.passed).toBe(false);
    expect(result.findings[0]).toMatch(finding);
    expect(ran).toEqual(stages);
  });

  it("stops at text of a document before it looks at the code", async () => {
    const mutant = withFile(
      withFile(parent, "workflow.ts", "export default ("),
      "prompts/challenger.md",
      "copied",
    );
    const { options, ran } = optionsWith({
      copiedPassage: (text) => (text.includes("copied") ? { document: "Title", words: "a b c" } : null),
    });
    expect(await guard(parent, mutant, options)).toEqual({
      passed: false,
      findings: [expect.stringMatching(/^copied-text: prompts\/challenger\.md repeats 3 consecutive words/)],
    });
    expect(ran).toEqual([]);
  });

  it("reports a failed trial episode", async () => {
    const { options } = optionsWith({ smoke: async () => "TypeError: draft is undefined" });
    expect(await guard(parent, parent, options)).toEqual({
      passed: false,
      findings: ["trial-episode: the trial episode failed: TypeError: draft is undefined"],
    });
  });
});

describe("checkHarness", () => {
  it("has no findings on the parent itself", async () => {
    expect(await checkHarness(parent, parent, { edits: "prompts", typeCheck })).toEqual([]);
  });

  it("finds what the guard would find in paths and code", async () => {
    const outside = withFile(parent, "judge.md", "x");
    const broken = withFile(parent, "workflow.ts", "export default (");
    const options = { edits: "all", typeCheck } as const;
    expect((await checkHarness(parent, outside, options))[0]).toMatch(/^paths: edits outside the harness/);
    expect((await checkHarness(parent, broken, options))[0]).toMatch(/^bundle: the code cannot be bundled/);
  });
});
