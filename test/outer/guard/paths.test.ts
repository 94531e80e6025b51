import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isHarnessPath, pathFindings } from "../../../outer/guard/paths.js";
import { baselineHarness, withFile } from "./baseline-harness.js";

const parent = baselineHarness("cs-research");

describe("isHarnessPath", () => {
  it.each([
    "workflow.ts",
    "feedback.ts",
    "lib/a/b-c.ts",
    "lib/x.y.ts",
    "prompts/main-agent.md",
    "prompts/x.ts",
  ])("allows %s", (path) => expect(isHarnessPath(path)).toBe(true));

  it.each([
    "",
    "../workflow.ts",
    "lib/../../judge.ts",
    "lib/..ts",
    "/workflow.ts",
    "./workflow.ts",
    "lib//a.ts",
    "lib\\a.ts",
    "C:/a.ts",
    "lib/a.ts/b.ts",
    ".git/a.ts",
    "lib/.hidden.ts",
    "node_modules/x/a.ts",
    "lib/node_modules/x.ts",
    "types.d.ts",
    "inner/referee/judge.md",
    "prompts/deep/x.md",
    "prompts/x.md\n",
    "README.md",
    "package.json",
    "workflow.js",
    "a.ts\0",
  ])("refuses %j", (path) => expect(isHarnessPath(path)).toBe(false));

  const part = fc.oneof(
    fc.constantFrom(
      "..",
      ".",
      "",
      "lib",
      "prompts",
      "workflow.ts",
      "x.md",
      "a.ts",
      "~",
      "C:",
      "\\",
      "%2e%2e",
    ),
    fc.string({ maxLength: 6 }),
  );
  const anyPath = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/"));

  it("allows no path that leads out of a folder, is absolute, or has two spellings", () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        if (!isHarnessPath(path)) return;
        expect(posix.resolve("/harness", path)).toBe(`/harness/${path}`);
        expect(path).toMatch(/^[A-Za-z0-9_.\-/]+\.(ts|md)$/);
      }),
      { numRuns: 2000 },
    );
  });

  it("allows no two paths of which one would have to be a file and a folder", () => {
    const segment = fc.constantFrom("a", "a.ts", "prompts", "x.md", "b.ts");
    const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
    fc.assert(
      fc.property(path, path, (one, other) => {
        if (isHarnessPath(one) && isHarnessPath(other)) expect(other.startsWith(`${one}/`)).toBe(false);
      }),
    );
  });
});

describe("pathFindings", () => {
  it("names every path outside the harness as it was written", () => {
    const mutant = withFile(withFile(parent, "inner/referee/judge.md", "x"), "../a.ts", "x");
    expect(pathFindings(parent, mutant, "all")).toEqual([
      expect.stringMatching(/^edits outside the harness \(inner\/referee\/judge\.md, \.\.\/a\.ts\): /),
    ]);
  });

  it.each(["workflow.ts", "prompts/quality-verifier.md"])("misses %s when it was deleted", (path) => {
    expect(pathFindings(parent, withFile(parent, path, null), "all")).toEqual([
      `${path} is missing: the host needs it`,
    ]);
  });

  it.each([
    ["changes", "lib/failures.ts", "export {};\n"],
    ["adds", "lib/new.ts", "export {};\n"],
    ["deletes", "lib/failures.ts", null],
  ])("refuses a mutant that %s code when only prompts may be edited", (_, path, text) => {
    const mutant = withFile(parent, path, text);
    expect(pathFindings(parent, mutant, "prompts")).toEqual([
      expect.stringContaining(`edits outside the prompts (${path})`),
    ]);
    expect(pathFindings(parent, mutant, "all")).toEqual([]);
  });

  it("lets prompts be changed, added and deleted", () => {
    const changed = withFile(parent, "prompts/challenger.md", "Write a question.");
    const mutant = withFile(withFile(changed, "prompts/new.md", "x"), "prompts/main-agent.md", null);
    expect(pathFindings(parent, mutant, "prompts")).toEqual([]);
  });

  it("refuses two paths that are one on a file system that ignores case", () => {
    const mutant = withFile(parent, "lib/Tools.ts", "export {};\n");
    expect(pathFindings(parent, mutant, "all")).toEqual([
      "lib/tools.ts and lib/Tools.ts differ only in case: rename one",
    ]);
  });
});
