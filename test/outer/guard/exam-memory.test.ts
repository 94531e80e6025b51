import { describe, expect, it } from "vitest";
import { indexCopiedText } from "../../../inner/corpus/copied-text.js";
import { loadFolder } from "../../../inner/corpus/load-folder.js";
import { indexRareEntities } from "../../../inner/corpus/rare-entities.js";
import { copiedFindings } from "../../../outer/guard/copied-passages.js";
import { memoryFindings } from "../../../outer/guard/exam-memory.js";
import { readingsOf } from "../../../outer/guard/readings.js";
import { baselineHarness, baselineNames, withFile } from "./baseline-harness.js";

const { documents } = await loadFolder("corpus/computer-science-notes", { minWords: 80 });
const entities = indexRareEntities(documents);
const { copiedPassage } = indexCopiedText(documents);
const parent = baselineHarness("cs-research-scripted");
const added = (text: string) => withFile(parent, "prompts/challenger.md", `Write.\n${text}\n`);
const [first] = documents;
const passage = first?.text.split(/\s+/).slice(40, 70).join(" ") ?? "";

describe("what only one document has", () => {
  it("is found, without naming it, by path", () => {
    const findings = memoryFindings(parent, added(`Think of ${first?.title}.`), entities);
    expect(findings).toEqual([
      "prompts/challenger.md names a document of the corpus: a harness must be written for any document",
    ]);
  });

  it.each(baselineNames)("is not in the baseline %s", (name) => {
    expect(memoryFindings(new Map(), baselineHarness(name), entities)).toEqual([]);
  });

  it("is not asked of what the parent had", () => {
    const guilty = added(`Think of ${first?.title}.`);
    expect(memoryFindings(guilty, guilty, entities)).toEqual([]);
  });
});

describe("a passage that is hidden", () => {
  const rot13 = (text: string) =>
    text.replace(/[a-z]/gi, (one) => {
      const base = one <= "Z" ? 65 : 97;
      return String.fromCharCode(((one.charCodeAt(0) - base + 13) % 26) + base);
    });
  it.each([
    ["backwards", [...passage].reverse().join("")],
    ["word by word backwards", passage.replace(/\S+/g, (word) => [...word].reverse().join(""))],
    ["by ROT13", rot13(passage)],
    ["in base64", Buffer.from(passage).toString("base64")],
    ["in hexadecimal digits", Buffer.from(passage).toString("hex")],
  ])("%s is found all the same", (_how, text) => {
    expect(text).not.toContain(passage);
    expect(copiedFindings(parent, added(text), copiedPassage)).toHaveLength(1);
  });

  it("is looked for in readings of which the first is the text itself", () => {
    expect(readingsOf("Abc def")).toEqual(["Abc def", "fed cbA", "cbA fed", "Nop qrs"]);
  });
});
