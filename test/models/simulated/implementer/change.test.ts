import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callFor } from "../../../../models/simulated/implementer/change.js";

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
