import { describe, expect, it } from "vitest";
import { readVerification, verificationRequest } from "../../../../inner/tasks/legal/verification.js";
import { goodLegalDraft, passedLegalVerification } from "../../../support/legal-example.js";
import { document } from "../../episode/episode-scene.js";

const passed = (reply: string) => {
  const read = readVerification(reply);
  return read.ok ? read.value.passed : read.problem;
};

describe("the quality verifier of legal examples", () => {
  it("sees question, rubric and document, and nothing of the source", () => {
    const { messages } = verificationRequest(goodLegalDraft(), "Check it.", document);
    const text = messages.map((message) => message.content).join("\n");
    expect(text).toContain(goodLegalDraft().question);
    expect(text).toContain(goodLegalDraft().rubric[0]?.criterion);
    expect(text).toContain(document.text);
    expect(text).not.toContain(goodLegalDraft().source.holdings);
  });

  it("passes an example only if the four checks and the whole do", () => {
    expect(passed(passedLegalVerification)).toBe(true);
    expect(passed(passedLegalVerification.replace("PASS", "FAIL"))).toBe(false);
    for (const [good, bad] of [
      ["LEFT_OPEN", "GIVES_AWAY"],
      ["CLIENTS_OWN", "RECAPS_SOURCE"],
      ["ONE_MATTER", "NO_CLIENT"],
      ["PRINCIPLES", "CASE_NAMES"],
    ] as const) {
      expect(passed(passedLegalVerification.replace(`"${good}"`, `"${bad}"`))).toBe(false);
    }
  });

  it("is not guessed at where a word is not one of those allowed", () => {
    expect(readVerification(passedLegalVerification.replace("LEFT_OPEN", "FINE")).ok).toBe(false);
  });
});
