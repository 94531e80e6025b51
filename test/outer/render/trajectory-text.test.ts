import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asExampleId } from "../../../foundation/ids.js";
import { pageCharacters, trajectoryText } from "../../../outer/render/trajectory-text.js";
import { attempt, fourRounds, longRounds, trajectoryOf } from "./trajectory-fixture.js";

describe("trajectoryText", () => {
  it("tells every round in order, and how it ended", () => {
    expect(trajectoryText(trajectoryOf(fourRounds()))).toMatchInlineSnapshot();
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
