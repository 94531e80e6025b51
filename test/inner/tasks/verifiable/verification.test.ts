import { describe, expect, it } from "vitest";
import { asDocumentId } from "../../../../foundation/ids.js";
import { readVerification, verificationRequest } from "../../../../inner/tasks/verifiable/verification.js";
import { goodQuestion } from "../../../support/verifiable-example.js";

const names = ["self_contained", "one_answer", "reference", "reasoning", "no_hint"];
const reply = (failed: string | null, overall = "PASS") =>
  JSON.stringify({
    ...Object.fromEntries(
      names.map((name) => [name, { note: "seen", verdict: name === failed ? "FAIL" : "PASS" }]),
    ),
    overall,
    feedback: "see above",
  });
const passed = (text: string) => {
  const read = readVerification(text);
  return read.ok ? read.value.passed : undefined;
};

describe("the verifier's reply", () => {
  it("passes with all five checks and the overall verdict", () => {
    expect(passed(reply(null))).toBe(true);
  });

  it.each(names)("fails with %s, whatever the overall verdict says", (name) => {
    expect(passed(reply(name))).toBe(false);
  });

  it("fails overall though every check passes", () => {
    expect(passed(reply(null, "FAIL"))).toBe(false);
  });

  it("is no verdict with a check left out", () => {
    expect(passed(reply(null).replace('"no_hint"', '"hint"'))).toBeUndefined();
  });
});

describe("what the verifier is asked", () => {
  const document = { id: asDocumentId("0123456789abcdef"), title: "Residues", text: "Squares modulo p." };
  const shown = { ...document, shownCharacters: 17, totalCharacters: 17 };

  it("holds the document, the question and the reference, each as data", () => {
    const request = verificationRequest(goodQuestion(), "Be strict.", shown);
    const [system, user] = request.messages.map(({ content }) => content);
    expect(system).toBe("Be strict.");
    expect(user).toContain("<document>\nResidues\n\nSquares modulo p.\n</document>");
    expect(user).toContain("<reference>\n(p-1)/2\n</reference>");
  });
});
