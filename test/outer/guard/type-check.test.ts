import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Clock } from "../../../foundation/clock.js";
import { RunStopped } from "../../../foundation/errors.js";
import { createTypeCheck } from "../../../outer/guard/type-check.js";
import { baselineHarness, baselineNames, withFile } from "./baseline-harness.js";

const typeCheck = createTypeCheck();
const baseline = baselineHarness("cs-research-scripted");

function workflow(body: string): Map<string, string> {
  const code = `import type { Host } from "autodata/harness";
export default async function workflow(host: Host): Promise<void> {
${body}
}
`;
  return new Map([["workflow.ts", code]]);
}

/** A program that stands in for the compiler. */
async function withCompiler(code: string, use: (compiler: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "compiler-test-"));
  try {
    const compiler = join(folder, "tsc");
    writeFileSync(compiler, `#!/bin/sh\n${code}\n`, { mode: 0o755 });
    await use(compiler);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the type check", () => {
  it.each(baselineNames)("passes the baseline %s", async (name) => {
    expect(await typeCheck(baselineHarness(name))).toEqual([]);
  });

  it("names file, line and error", async () => {
    const mutant = withFile(
      baseline,
      "lib/challenge.ts",
      `${baseline.get("lib/challenge.ts")}\nconst count: number = "ten";\nexport { count };\n`,
    );
    const lines = baseline.get("lib/challenge.ts")?.split("\n").length ?? 0;
    expect(await typeCheck(mutant)).toEqual([
      `lib/challenge.ts:${lines + 1}: Type 'string' is not assignable to type 'number'. (TS2322)`,
    ]);
  });

  it("knows the host interface", async () => {
    expect(await typeCheck(workflow("  await host.accept();"))).toEqual([
      "workflow.ts:3: Property 'accept' does not exist on type 'Host'. (TS2339)",
    ]);
  });

  it.each([
    "console.log(1);",
    "await fetch('http://localhost');",
    "process.exit();",
    "setTimeout(() => {}, 1);",
  ])("knows nothing beyond the language: %s", async (code) => {
    expect(await typeCheck(workflow(`  host.note("");\n  ${code}`))).toEqual([
      expect.stringMatching(/^workflow\.ts:4: Cannot find name/),
    ]);
  });

  it("asks of the default export that it is a workflow", async () => {
    const findings = await typeCheck(new Map([["workflow.ts", "export default 42;\n"]]));
    expect(findings).toEqual([
      "default-export-of-workflow.ts:3: Type 'number' is not assignable to type 'Workflow'. (TS2322)",
    ]);
  });

  it("says the same wherever the harness lies", async () => {
    const mutant = workflow('  const x: { a: { b: number } } = { a: { b: "c" } };\n  host.note(String(x));');
    const first = await typeCheck(mutant);
    expect(first).toEqual(await typeCheck(mutant));
    expect(first.join("\n")).not.toContain(tmpdir());
  });

  it.each([
    [
      "a type import",
      `import type { Clock } from "${process.cwd()}/foundation/clock.js";\nexport type X = Clock;\n`,
    ],
    ["an import type", `export type X = import("${process.cwd()}/foundation/clock.js").Clock;\n`],
    ["a reference", `/// <reference path="${process.cwd()}/foundation/clock.ts" />\nexport {};\n`],
  ])("refuses %s that leads outside the harness, without telling what is there", async (_, code) => {
    const findings = await typeCheck(withFile(baseline, "lib/spy.ts", code));
    expect(findings).toEqual([expect.stringMatching(/^the code imports or references a file outside/)]);
  });

  it("counts what it does not show", async () => {
    const wrong = Array.from({ length: 30 }, (_, index) => `  const x${index}: number = "";`).join("\n");
    const findings = await typeCheck(workflow(`  host.note("");\n${wrong}`));
    expect(findings).toHaveLength(21);
    expect(findings.at(-1)).toBe("and 10 more type errors");
  });

  it("refuses to write outside its folder", async () => {
    await expect(typeCheck(new Map([["../escape.ts", ""]]))).rejects.toThrow("not a path of a harness");
  });

  it("does not take an interrupted compiler for a finding", async () => {
    await withCompiler("kill -INT $$", async (compiler) => {
      await expect(createTypeCheck({ compiler })(baseline)).rejects.toThrow(RunStopped);
    });
  });

  it("takes a compiler that used up its time for a finding", async () => {
    let now = 0;
    const clock: Clock = { now: () => now, elapsed: () => (now += 60_000), sleep: async () => {} };
    await withCompiler("kill -TERM $$", async (compiler) => {
      expect(await createTypeCheck({ compiler, clock })(baseline)).toEqual([
        "type-checking did not come to an end: use simpler types",
      ]);
    });
  });

  it("fails aloud when the compiler breaks down", async () => {
    await withCompiler("echo panic >&2; exit 2", async (compiler) => {
      await expect(createTypeCheck({ compiler })(baseline)).rejects.toThrow(
        "the TypeScript compiler failed: panic",
      );
    });
  });

  it("leaves no folder behind, whether it passes, finds or throws", async () => {
    const folder = mkdtempSync(join(tmpdir(), "type-check-test-"));
    try {
      const check = createTypeCheck({ temporaryFolder: folder });
      const broken = new Map([["../escape.ts", ""]]);
      await Promise.allSettled([check(baseline), check(workflow("  return 1;")), check(broken)]);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
