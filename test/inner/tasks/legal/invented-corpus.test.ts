import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { copiedRunWords, indexCopiedText } from "../../../../inner/corpus/copied-text.js";
import { loadFolder } from "../../../../inner/corpus/load-folder.js";

const folder = fileURLToPath(new URL("../../../../corpus/legal-invented", import.meta.url));
const mark = "*Invented text for trying software; no real court, statute or person.*\n\n";
const { documents, notices } = await loadFolder(folder, { minWords: 300 });

describe("the invented legal texts", () => {
  it("are 36 documents of 300 to 700 words, none left out", () => {
    expect(notices).toEqual([]);
    expect(documents).toHaveLength(36);
    expect(documents.filter(({ words }) => words > 700)).toEqual([]);
  });

  it("say on top that they are invented", () => {
    expect(documents.filter(({ text }) => !text.startsWith(mark)).map(({ source }) => source)).toEqual([]);
  });

  it(`share no ${copiedRunWords} words in a row with one another`, () => {
    const bare = documents.map((one) => ({ ...one, text: one.text.slice(mark.length) }));
    const shared = bare.map((one) => {
      const others = indexCopiedText(bare.filter((other) => other !== one));
      return others.copiedPassage(one.text)?.words ?? null;
    });
    expect(shared.filter((words) => words !== null)).toEqual([]);
  });
});
