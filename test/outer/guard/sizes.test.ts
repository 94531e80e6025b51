import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sizeFindings, sizeLimits } from "../../../outer/guard/sizes.js";

const file = (text: string) => new Map([["prompts/x.md", text]]);

describe("sizeFindings", () => {
  it("counts bytes, not characters", () => {
    const half = sizeLimits.fileBytes / 2;
    expect(sizeFindings(file("é".repeat(half)))).toEqual([]);
    expect(sizeFindings(file("é".repeat(half + 1)))).toEqual([
      `prompts/x.md has ${2 * half + 2} bytes; at most ${sizeLimits.fileBytes} are allowed in one file`,
    ]);
  });

  it("bounds the files together and their number", () => {
    const large = new Map(
      Array.from({ length: 5 }, (_, index) => [`prompts/${index}.md`, "x".repeat(sizeLimits.fileBytes)]),
    );
    expect(sizeFindings(large)).toEqual([
      `the harness has ${5 * sizeLimits.fileBytes} bytes; at most ${sizeLimits.totalBytes} are allowed in all`,
    ]);
    const many = new Map(
      Array.from({ length: sizeLimits.files + 1 }, (_, index) => [`prompts/${index}.md`, ""]),
    );
    expect(sizeFindings(many)).toEqual([
      `the harness has ${sizeLimits.files + 1} files; at most ${sizeLimits.files} are allowed`,
    ]);
  });

  it.each([
    ["NUL", "\u0000", "U+0000"],
    ["an escape", "\u001b", "U+001B"],
    ["a carriage return", "\r", "U+000D"],
    ["a bidirectional override", "\u202e", "U+202E"],
    ["a bidirectional isolate", "\u2066", "U+2066"],
    ["a zero-width space", "\u200b", "U+200B"],
    ["a zero-width joiner", "\u200d", "U+200D"],
    ["a byte-order mark", "\ufeff", "U+FEFF"],
    ["a soft hyphen", "\u00ad", "U+00AD"],
    ["a line separator", "\u2028", "U+2028"],
    ["a tag character", "\u{e0041}", "U+E0041"],
    ["a hidden variation selector", "\u{e0101}", "U+E0101"],
    ["half a surrogate pair", "\ud83d", "U+D83D"],
  ])("finds %s and says where", (_, character, code) => {
    expect(sizeFindings(file(`first\nsecond${character}`))).toEqual([
      `prompts/x.md:2: holds the invisible or control character ${code}; write plain text`,
    ]);
  });

  it("lets the text of many languages pass", () => {
    expect(sizeFindings(file("größer ≤ 0.65 → “gut” — 漢字 עברית हिन्दी 😀 ✔️\n\ttab"))).toEqual([]);
  });

  it("passes only what UTF-8 gives back unchanged", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff })), (codes) => {
        const written = String.fromCodePoint(...codes);
        if (sizeFindings(file(written)).length > 0) return;
        expect(Buffer.from(written, "utf8").toString("utf8")).toBe(written);
      }),
    );
  });
});
