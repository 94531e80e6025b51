import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText, firstCharacters } from "../../../outer/render/cut-text.js";

describe("cutText", () => {
  it("leaves a text that fits as it is", () => {
    expect(cutText("abc", 3)).toBe("abc");
  });

  it("never ends in half a character, and counts what it leaves out", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 40 }),
        fc.integer({ min: 1, max: 60 }),
        (text, limit) => {
          const kept = firstCharacters(text, limit);
          expect(text.startsWith(kept)).toBe(true);
          expect(kept).not.toMatch(/\p{Surrogate}/u);
          expect(kept.length).toBeGreaterThanOrEqual(Math.min(text.length, limit - 1));
          if (kept !== text) {
            expect(cutText(text, limit)).toContain(`[cut: ${text.length - kept.length} of ${text.length} `);
          }
        },
      ),
    );
  });
});
