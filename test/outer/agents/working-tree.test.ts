import { describe, expect, it } from "vitest";
import { ToolError } from "../../../outer/agents/agent-tool.js";
import { WorkingTree } from "../../../outer/agents/working-tree.js";

const parent = new Map([
  ["prompts/challenger.md", "one two two\n"],
  ["workflow.ts", "export default async () => {};\n"],
]);

describe("WorkingTree", () => {
  it("leaves the parent as it was", () => {
    const tree = new WorkingTree(parent);
    tree.write("prompts/challenger.md", "other");
    tree.delete("workflow.ts");
    expect(parent.get("prompts/challenger.md")).toBe("one two two\n");
    expect(parent.has("workflow.ts")).toBe(true);
  });

  it("lists its files by path, whatever the order they were written in", () => {
    const tree = new WorkingTree(parent);
    tree.write("lib/a.ts", "");
    expect([...tree.files().keys()]).toEqual(["lib/a.ts", "prompts/challenger.md", "workflow.ts"]);
  });

  it("replaces a passage that occurs once, taking the replacement literally", () => {
    const tree = new WorkingTree(parent);
    tree.edit("prompts/challenger.md", "one", "$& $1 three");
    expect(tree.read("prompts/challenger.md")).toBe("$& $1 three two two\n");
  });

  it.each([
    ["occurs twice", "two", /occurs 2 times/],
    ["does not occur", "four", /does not occur/],
    ["is empty", "", /empty/],
  ])("refuses an edit whose passage %s", (_, old, message) => {
    const tree = new WorkingTree(parent);
    expect(() => tree.edit("prompts/challenger.md", old, "x")).toThrow(message);
    expect(tree.read("prompts/challenger.md")).toBe("one two two\n");
  });

  it("names the files there are when one is missing", () => {
    const tree = new WorkingTree(parent);
    expect(() => tree.read("prompts/main.md")).toThrow(ToolError);
    expect(() => tree.delete("prompts/main.md")).toThrow(/prompts\/challenger\.md, workflow\.ts/);
  });

  it("keeps paths that lead outside as they were written, for the guard to name", () => {
    const tree = new WorkingTree(parent);
    tree.write("../inner/referee/judge.md", "x");
    tree.write("/etc/passwd", "x");
    expect([...tree.files().keys()]).toEqual(
      expect.arrayContaining(["../inner/referee/judge.md", "/etc/passwd"]),
    );
  });

  it("takes ./ away and turns line ends into line feeds, so that equal harnesses are equal", () => {
    const tree = new WorkingTree(parent);
    tree.write("./prompts/challenger.md", "one two two\r\n");
    expect(tree.files()).toEqual(parent);
  });
});
