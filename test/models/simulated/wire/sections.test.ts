import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outsideSections, readDocument, readSection } from "../../../../models/simulated/wire/sections.js";

const delimit = (tag: string, text: string) =>
  `<${tag}>\n${text.split(`</${tag}`).join(`<\\/${tag}`)}\n</${tag}>`;
const prose = fc
  .array(fc.constantFrom("Ask.", "<b>", "</document>", "</context>", "<\\/", "\n", "word "))
  .map((parts) => parts.join(""));

describe("delimited sections", () => {
  it("come back as they were put in, whatever stands in them", () => {
    fc.assert(
      fc.property(
        prose,
        (text) =>
          readSection(`before\n\n${delimit("context", text)}\n\nafter`, "context") ===
          text.replaceAll("<\\/context", "</context"),
      ),
    );
  });

  it("leave nothing of themselves outside", () => {
    fc.assert(
      fc.property(prose, (text) => {
        const message = `Before.\n\n${delimit("document", text)}\n\nAfter.`;
        return outsideSections(message).replace(/\s+/g, " ") === "Before. After.";
      }),
    );
  });

  it("are data, except for advice and for tags that only give a prompt its order", () => {
    expect(outsideSections("<advice>\nAsk less.\n</advice>").trim()).toBe("Ask less.");
    expect(outsideSections("<rules>\nAsk less.\n</rules>").trim()).toBe("Ask less.");
    expect(outsideSections("You are given a <document> and a <question>.")).toContain("<document> and");
  });

  it("hold a document's title on their first line", () => {
    expect(readDocument(delimit("document", "Title\n\nText.\nMore."))).toEqual({
      title: "Title",
      text: "Text.\nMore.",
    });
    expect(readDocument("no document")).toBeUndefined();
  });
});
