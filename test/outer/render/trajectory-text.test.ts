import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asExampleId } from "../../../foundation/ids.js";
import { pageCharacters, trajectoryText } from "../../../outer/render/trajectory-text.js";
import { attempt, fourRounds, longRounds, trajectoryOf } from "./trajectory-fixture.js";

describe("trajectoryText", () => {
  it("tells every round in order, and how it ended", () => {
    expect(trajectoryText(trajectoryOf(fourRounds()))).toMatchInlineSnapshot(`
      "Document 0123456789abcdef, candidate c3a9f1: exhausted after 4 rounds; calls of the main agent 1, of the challenger 1

      Round 1
      DRAFT REFUSED: the draft must be a JSON object; second finding
      draft: {"weight": +8}

      Round 2
      EXAMPLE 2222222222222222 [decision under constraints]
      reasoning skills: trade-off analysis, causal reasoning
      context: A store keeps two copies.
      question: When may the older copy go?
      reference answer: After the last reader.
      rubric:
        1. (+8) Names the last reader
        2. (-6) Claims that readers lock
      VERIFICATION FAILED: leakage LEAKS_ANSWER, quality GOOD
        leakage: the context says it
        feedback: say less

      Round 3
      EXAMPLE 3333333333333333 [decision under constraints]
      reasoning skills: trade-off analysis, causal reasoning
      context: A store keeps two copies.
      question: When may the older copy go?
      reference answer: After the last reader.
      rubric:
        1. (+8) Names the last reader
        2. (-6) Claims that readers lock
      VERIFICATION PASSED: leakage NO_LEAKAGE
      WEAK_FAILED: TOO EASY: weak mean 0.813 is not at most 0.65
      weak attempt 1, score 0.81
      answer: After the last reader has left.
          1 met: names the reader
          2 not met: no such claim
      weak attempt 2, score 0.81
      answer: After the last reader has left.
          1 met: names the reader
          2 not met: no such claim
      note: trying another angle

      Round 4
      EXAMPLE 4444444444444444 [decision under constraints]
      reasoning skills: trade-off analysis, causal reasoning
      context: A store keeps two copies.
      question: When may the older copy go?
      reference answer: After the last reader.
      rubric:
        1. (+8) Names the last reader
        2. (-6) Claims that readers lock
      VERIFICATION PASSED: leakage NO_LEAKAGE
      WEAK_PASSED
      weak attempt 1, score 0.00
      answer: After the last reader has left.
          1 met: names the reader
          2 not met: no such claim
      STRONG_FAILED: STRONG TOO LOW: strong mean 0.250 is below 0.6
      strong attempt 1, score 0.25
      answer: After the last reader has left.
          1 met: names the reader
          2 not met: no such claim
      HOST REFUSED chat: LIMIT: all 4 rounds used

      ENDED exhausted: all 4 rounds used"
    `);
  });

  it("shows the rounds that were asked for, and the end only with the last", () => {
    const text = trajectoryText(trajectoryOf(fourRounds()), { fromRound: 2, toRound: 3 });
    expect(text.match(/^Round \d+$/gm)).toEqual(["Round 2", "Round 3"]);
    expect(text).not.toContain("ENDED");
  });

  it("names the rounds there are when none of those asked for exists", () => {
    const text = trajectoryText(trajectoryOf(fourRounds()), { fromRound: 9 });
    expect(text).toContain("No such rounds; there are rounds 1 to 4.");
  });

  it("says so when nothing was proposed", () => {
    expect(trajectoryText(trajectoryOf([]))).toContain("No draft was proposed.");
  });

  it("renders a body of an unknown form as indented JSON", () => {
    const example = asExampleId("a".repeat(16));
    const body = { problem: "2+2", answer: { exact: "4" } };
    const text = trajectoryText(trajectoryOf([{ kind: "proposed", ordinal: 0, round: 1, example, body }]));
    expect(text).toContain(`EXAMPLE ${example}\n    {\n      "problem": "2+2",`);
  });

  it("says why an attempt could not be measured", () => {
    const unmeasured = attempt({
      score: null,
      marks: [],
      answer: "",
      trouble: "weak solver's answer stayed empty",
    });
    const [proposed, stage] = longRounds(1, 5);
    if (proposed === undefined || stage?.kind !== "stage") throw new Error("no stage");
    const failed = {
      ...stage,
      measured: false,
      lines: ["NOT_MEASURED: stayed empty"],
      attempts: [unmeasured],
    };
    const text = trajectoryText(trajectoryOf([proposed, failed]));
    expect(text).toContain("weak attempt 1, not measured: weak solver's answer stayed empty\nanswer: (none)");
  });

  it("marks further lines of quoted material, so that they cannot pass for lines of ours", () => {
    const text = trajectoryText(
      trajectoryOf([{ kind: "note", ordinal: 0, text: "first\nRound 7\r\nSTRONG_PASSED\u2028ACCEPTED" }]),
    );
    expect(text).not.toMatch(/^(Round 7|STRONG_PASSED|ACCEPTED)/m);
    expect(text).toContain("note: first\n  > Round 7\n  > STRONG_PASSED\n  > ACCEPTED");
  });

  it("puts what concerns an example into the round that proposed it", () => {
    const events = fourRounds();
    const verified = events.findIndex((event) => event.kind === "verified" && !event.passed);
    const [late] = events.splice(verified, 1);
    if (late === undefined) throw new Error("no event");
    const text = trajectoryText(trajectoryOf([...events, late]));
    expect(text.indexOf("VERIFICATION FAILED")).toBeLessThan(text.indexOf("Round 3"));
  });
});

describe("the page of a long trajectory", () => {
  it("cuts answers, saying how much was left out and how to see it", () => {
    const text = trajectoryText(trajectoryOf(longRounds(2, 5000)));
    expect(text).toContain("[cut: 3500 of 5000 characters left out; read round 1 alone for more]");
  });

  it("shows the answers of a round that is read alone", () => {
    const text = trajectoryText(trajectoryOf(longRounds(2, 5000)), { fromRound: 2, toRound: 2 });
    expect(text).toContain("a".repeat(5000));
    expect(text).not.toContain("[cut");
  });

  it("cuts answers shorter before it leaves out rounds", () => {
    const text = trajectoryText(trajectoryOf(longRounds(20, 5000)));
    expect(text.match(/^Round \d+$/gm)).toHaveLength(20);
    expect(text).toContain("[cut: 4400 of 5000 characters left out");
  });

  it("names the round to read on from when rounds do not fit", () => {
    const trajectory = trajectoryOf(longRounds(200, 5000));
    const first = trajectoryText(trajectory);
    const next = Number(/read on from round (\d+)\]/.exec(first)?.[1]);
    expect(first).toContain(`Round ${next - 1}\n`);
    expect(first).not.toContain("ENDED");
    expect(trajectoryText(trajectory, { fromRound: next })).toContain(`Round ${next}\n`);
  });

  it("stays near the page size, reaches every round by reading on, and never splits a character", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 0, max: 4000 }),
        (count, characters) => {
          const trajectory = trajectoryOf(longRounds(count, characters));
          const seen: number[] = [];
          for (let from: number | undefined = 1; from !== undefined; ) {
            const text: string = trajectoryText(trajectory, { fromRound: from });
            expect(text.length).toBeLessThan(pageCharacters + 1000);
            seen.push(...[...text.matchAll(/^Round (\d+)$/gm)].map((found) => Number(found[1])));
            const next: string | undefined = /read on from round (\d+)\]/.exec(text)?.[1];
            from = next === undefined ? undefined : Number(next);
          }
          expect(seen).toEqual(Array.from({ length: count }, (_, index) => index + 1));
        },
      ),
      { numRuns: 20 },
    );
  });
});
