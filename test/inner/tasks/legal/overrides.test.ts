import { describe, expect, it } from "vitest";
import { overridesOf } from "../../../../inner/tasks/legal/overrides.js";

const found = (question: string) => overridesOf(question).map(({ name, matched }) => [name, matched]);

describe("a question's overrides", () => {
  it.each([
    ["case_recap", "The Court of Appeals sent it back.", "Court of Appeals"],
    ["case_recap", "the supreme court of our canton", "supreme court of"],
    ["case_recap", "as in the case of the miller", "in the case of"],
    ["case_recap", "In re Harbour Dues", "In re"],
    ["case_recap", "a letter in re: the lease", "in re"],
    ["case_recap", "The trial\n  court held for us.", "The trial court held"],
    ["case_recap", "The matter is now on appeal.", "on appeal"],
    ["role_play", "You are an experienced lawyer.", "You are an"],
    ["role_play", "Act as my counsel.", "Act as"],
    ["role_play", "Write it as a law clerk would.", "as a law clerk"],
    ["role_play", "Please draft the arguments.", "draft the arguments"],
    ["role_play", "Draft the brief.", "Draft the brief"],
    ["old_year", "My family bought it in 1887.", "1887"],
    ["old_year", "a deed of March 3, 1800", "1800"],
    ["old_year", "built 1939, extended later", "1939"],
    ["old_year", "a house of the 1890s", "1890s"],
    ["old_year", "a mid-1920s villa", "1920s"],
    ["old_year", "(1900)", "1900"],
  ])("hold %s on: %s", (name, question, matched) => {
    expect(found(question)).toEqual([[name, matched]]);
  });

  it.each([
    "I wrote in reply that I would not pay.",
    "We resumed in re-opened rooms.",
    "He took pride in repairs.",
    "Her copy is exact as to every page.",
    "We struck a bargain re the boat.",
    "The fact asserted by the landlord is wrong.",
    "The contract assigned everything to her.",
    "They disappeared upon appealing terms: on appealing ones, at least.",
    "In the casework of last year nothing helps.",
    "You are another buyer, he said; you are anxious.",
    "My niece works as a law clerkship assistant.",
    "We drafted the briefing ourselves.",
    "The court appeals to me as a building.",
    "I bought it in 1940 and sold it in 1799 pieces.",
    "I moved in 1999; the flat dates from 2003.",
    "I paid 1,850 for it, then 1.850,00 more, then $1900 and € 1850.",
    "It weighs 1850 kg, covers 1900 square metres and feeds 1850 people.",
    "The price rose by 1900% over 1850 hours.",
    "Invoice no. 1873, order #1901, file 12/1899 and 1899/12, box A-1904.",
    "The number is 118505 and the part 1850b.",
    "The invoice says 18850 and 19000.",
  ])("are none on a near miss: %s", (question) => {
    expect(found(question)).toEqual([]);
  });

  it("hold the length above 1,000 characters, not at it, a character outside the basic plane counting once", () => {
    expect(found("a".repeat(1000))).toEqual([]);
    expect(found("\u{1F4DC}".repeat(1000))).toEqual([]);
    expect(overridesOf("a".repeat(1001))).toEqual([
      {
        name: "long_question",
        matched: "",
        sentence: "The question has 1001 characters, over the limit of 1000: shorten it.",
      },
    ]);
  });

  it("hold each phrase and each year once, with a sentence that quotes it", () => {
    const question = "You are an heir. In re Mill, on appeal, in re Mill: deeds of 1850, 1851 and 1850.";
    expect(found(question)).toEqual([
      ["case_recap", "In re"],
      ["case_recap", "on appeal"],
      ["role_play", "You are an"],
      ["old_year", "1850"],
      ["old_year", "1851"],
    ]);
    for (const { matched, sentence } of overridesOf(question)) expect(sentence).toContain(`"${matched}"`);
  });
});
