import { describe, expect, it } from "vitest";
import { asDocumentId, asSha256 } from "../../../foundation/ids.js";
import type { Document } from "../../../inner/corpus/document.js";
import { indexRareEntities } from "../../../inner/corpus/rare-entities.js";

const document = (at: number, title: string, text: string): Document => ({
  id: asDocumentId(String(at).repeat(16)),
  ...{ title, text, source: `papers/${title.toLowerCase().replaceAll(" ", "-")}.md`, words: 10 },
  contentHash: asSha256("0".repeat(64)),
});

const entities = indexRareEntities([
  document(
    1,
    "Reclaiming Index Copies",
    "The Zephyrus store on Quillback disks waits 1,750 ms, or 0.375 of an epoch.",
  ),
  document(
    2,
    "A Study of Caches",
    "The Marlinspike cache waits 1,750 ms. Readers of marlinspike traces wait longer.",
  ),
]);

describe("names and numbers of one document", () => {
  it("are counted once each, whatever the words around them", () => {
    expect(entities.mostOfOneDocument("Think of Quillback: ZEPHYRUS, zephyrus, and a share of 0.375.")).toBe(
      3,
    );
  });

  it("are not those that another document has, too, or that are written small somewhere", () => {
    expect(entities.mostOfOneDocument("It waits 1,750 ms in Marlinspike style")).toBe(0);
  });

  it("do not add up over documents", () => {
    expect(entities.mostOfOneDocument("Quillback and Marlinspike")).toBe(1);
    expect(entities.mostOfOneDocument("Ask for a reason, in at most 7 words, never for 42.")).toBe(0);
  });
});

describe("a document is named", () => {
  it.each([
    ["by its id", "see 1111111111111111 for more"],
    ["by its title, in any dress", "as in *Reclaiming*, index-copies"],
    ["by its file", "from reclaiming-index-copies.md"],
  ])("%s", (_how, text) => expect(entities.namesDocument(text)).toBe(true));

  it("and not by two words of its title, or by other digits", () => {
    expect(entities.namesDocument("index copies, 3333333333333333")).toBe(false);
  });
});
