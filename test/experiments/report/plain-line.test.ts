import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainLine } from "../../../experiments/report/plain-line.js";

describe("a plain line", () => {
  it("keeps a model's line breaks and terminal escapes out of the terminal", () => {
    expect(plainLine("Ask\n  for\tmore \u001b[31mred\u001b[0m \u202eevil")).toBe(
      "Ask for more [31mred[0m evil",
    );
  });

  it("cuts at the limit and says so", () => {
    expect(plainLine("Shorter context", 8)).toBe("Shorter…");
    expect(plainLine("Shorter context", 15)).toBe("Shorter context");
  });

  it("never holds a control character and never exceeds its limit", () => {
    const anything = fc
      .array(fc.integer({ min: 0, max: 0xffff }))
      .map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const line = plainLine(text, limit);
        expect([...line].length).toBeLessThanOrEqual(limit);
        expect(line).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
