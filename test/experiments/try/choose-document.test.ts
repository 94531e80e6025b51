import { describe, expect, it } from "vitest";
import { chooseDocument } from "../../../experiments/try/choose-document.js";
import { asDocumentId, asSha256 } from "../../../foundation/ids.js";
import type { Document } from "../../../inner/corpus/document.js";

function document(id: string, title: string, source: string): Document {
  return { id: asDocumentId(id), title, source, text: "text", contentHash: asSha256(id), words: 1 };
}

const raft = document("aaaa1111", "Raft log repair", "systems/raft.md");
const rafts = document("aaaa2222", "Rafting", "sport/rafting.md");
const bloom = document("bbbb3333", "Bloom filters", "bloom.md");
const all = [raft, rafts, bloom];
const splits = { train: [raft], validation: [bloom], test: [] };
const chosen = (wanted?: string) => chooseDocument(wanted, all, splits);

describe("the document of a trial", () => {
  it("is the first of validation when none is named", () => {
    expect(chosen()).toEqual({ document: bloom, split: "validation", position: 0 });
  });

  it.each([
    ["its id", "aaaa1111", raft],
    ["the first digits of its id", "bbbb", bloom],
    ["its file", "systems/raft.md", raft],
    ["its file without the folder", "rafting.md", rafts],
    ["its whole title, in any case", "rafting", rafts],
    ["the beginning of its title", "Raft log", raft],
  ])("is found by %s", (_, wanted, document) => {
    expect(chosen(wanted).document).toBe(document);
  });

  it("may be in no split", () => {
    expect(chosen("Rafting").split).toBeNull();
  });

  it("is not guessed", () => {
    expect(() => chosen("Raf")).toThrow(
      /could be systems\/raft\.md \("Raft log repair"\), sport\/rafting\.md/,
    );
    expect(() => chosen("Cuckoo")).toThrow(
      /no usable document.*"Cuckoo"; there are 3, such as systems\/raft\.md/,
    );
    expect(() => chosen("aaaa")).toThrow(/could be/);
  });
});
