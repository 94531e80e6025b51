import { describe, expect, it } from "vitest";
import { asDocumentId, asSha256 } from "../../../foundation/ids.js";
import { indexCopiedText } from "../../../inner/corpus/copied-text.js";
import { copiedFindings } from "../../../outer/guard/copied-passages.js";
import { withFile } from "./baseline-harness.js";

const text =
  "The follower truncates its log at the first conflicting entry and asks the leader for everything after that point again.";
const document = {
  id: asDocumentId("0123456789abcdef"),
  title: "Log repair",
  text,
  contentHash: asSha256("0".repeat(64)),
  source: "log-repair.md",
  words: 20,
};
const { copiedPassage } = indexCopiedText([document]);
const parent = new Map([["prompts/challenger.md", "Write one question.\n"]]);

describe("copiedFindings", () => {
  it("finds a passage of a document in added lines, and names neither document nor passage", () => {
    const mutant = withFile(parent, "prompts/challenger.md", `Write one question.\nSuch as: ${text}\n`);
    const [finding, ...more] = copiedFindings(parent, mutant, copiedPassage);
    expect(more).toEqual([]);
    expect(finding).toMatch(/^prompts\/challenger\.md repeats \d+ consecutive words of a document/);
    expect(finding).not.toMatch(/Log repair|follower|leader/);
  });

  it("finds a passage that is spread over several added lines", () => {
    const mutant = withFile(
      parent,
      "lib/hint.ts",
      `export const hint = \`${text.replaceAll(" ", "\n")}\`;\n`,
    );
    expect(copiedFindings(parent, mutant, copiedPassage)).toHaveLength(1);
  });

  it("does not blame a mutant for what its parent said", () => {
    const guilty = withFile(parent, "prompts/old.md", `${text}\n`);
    const moved = withFile(withFile(guilty, "prompts/old.md", null), "prompts/new.md", `${text}\nMore.\n`);
    expect(copiedFindings(guilty, moved, copiedPassage)).toEqual([]);
  });
});
