import { describe, expect, it } from "vitest";
import { bundleHarness } from "../../../inner/sandbox/bundle.js";

const harness = (files: Record<string, string>) => new Map(Object.entries(files));
const bundle = (files: Record<string, string>) => bundleHarness(harness(files));
const complaint = async (files: Record<string, string>) => {
  const result = await bundle(files);
  return result.ok ? "none" : result.message;
};

describe("bundleHarness", () => {
  it("makes one module of the workflow and what it imports, without types", async () => {
    const result = await bundle({
      "workflow.ts":
        'import type { Host } from "autodata/harness";\nimport { twice } from "./lib/twice.js";\n' +
        "export default async (host: Host) => host.note(twice(host.document.title));",
      "lib/twice.ts": 'import { join } from "../join.ts";\nexport const twice = (s: string) => join(s, s);',
      "join.ts": "export const join = (...parts: string[]): string => parts.join();",
      "prompts/challenger.md": "not code",
    });
    expect(result.ok && result.code).toContain("var twice = (s) => join(s, s);");
    expect(result.ok && result.code).not.toContain("import");
  });

  it("gives equal text for equal files, whatever their order", async () => {
    const files = Object.entries({
      "workflow.ts": 'import a from "./a.js";\nimport b from "./b.js";\nexport default () => a + b;',
      "a.ts": "export default 1;",
      "b.ts": "export default 2;",
    });
    const forth = await bundleHarness(new Map(files));
    const back = await bundleHarness(new Map(files.reverse()));
    expect(forth).toEqual(back);
    expect(forth.ok).toBe(true);
  });

  it("says file, line and text of a syntax error", async () => {
    expect(await complaint({ "workflow.ts": "export default () => {\n  const a = ;\n};" })).toBe(
      'workflow.ts:2: Unexpected ";"\n    const a = ;',
    );
  });

  it.each([
    ["node:fs", "a harness imports only its own files"],
    ["openai", "a harness imports only its own files"],
    ["/etc/hostname", "a harness imports only its own files"],
    ["data:text/javascript,1", "a harness imports only its own files"],
    ["./missing.js", "the harness has no file missing.ts"],
    ["../package.js", "the harness has no file ../package.ts"],
    ["./prompts/challenger.md", 'the specifier of a module ends in ".js"'],
    ["autodata/harness", '"autodata/harness" has only types'],
  ])("refuses a value import of %s", async (specifier, reason) => {
    const message = await complaint({
      "workflow.ts": `import * as it from "${specifier}";\nexport default () => it;`,
    });
    expect(message).toContain(`workflow.ts:1: `);
    expect(message).toContain(reason);
    expect(message).toContain(specifier);
  });

  it("lets types of autodata/harness be imported without the word type", async () => {
    const result = await bundle({
      "workflow.ts": 'import { Host } from "autodata/harness";\nexport default (host: Host) => host.rounds;',
    });
    expect(result.ok).toBe(true);
  });

  it.each([
    'export default (name: string) => import("./" + name + ".js");',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the harness has the template
    "export default (name: string) => import(/* a */ `./node_modules/${name}.js`);",
    'export default (name: string) => [...require("./" + name + ".json")];',
    'export default (name: string) => requ\\u0069re("./" + name + ".json");',
    'import text = require("./package.json");\nexport default () => text;',
  ])("refuses an import expression, which would read the disk: %s", async (code) => {
    expect(await complaint({ "workflow.ts": code })).toContain("imported by import declarations only");
  });

  it("does not mistake a method or a sentence for an import expression", async () => {
    const result = await bundle({
      "workflow.ts":
        'export default (a: { require(s: string): void }) => a.require("./x.js" + "we require (some)");',
    });
    expect(result.ok).toBe(true);
  });

  it("misses the workflow and its default export", async () => {
    expect(await complaint({ "lib/a.ts": "export {}" })).toBe("the harness has no workflow.ts");
    expect(await complaint({ "workflow.ts": "export const workflow = 1;" })).toContain("no default export");
  });
});
