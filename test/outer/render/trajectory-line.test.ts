import { describe, expect, it } from "vitest";
import { trajectoryLine } from "../../../outer/render/trajectory-line.js";
import { fourRounds, longRounds, trajectoryOf } from "./trajectory-fixture.js";

describe("trajectoryLine", () => {
  it("counts the ways in which rounds were lost", () => {
    expect(trajectoryLine({ name: "T3", title: "Raft\nlogs", trajectory: trajectoryOf(fourRounds()) })).toBe(
      'T3 | "Raft logs" | exhausted | 4 rounds | ' +
        "draft refused 1, verification failed 1, too easy 1, strong failed 1, not measured 0",
    );
  });

  it("tells stages that failed otherwise, and stages that measured nothing, apart from too easy", () => {
    const stages = longRounds(3, 5).flatMap((event) => (event.kind === "stage" ? [event] : []));
    const [easy, zero, unmeasured] = stages;
    if (easy === undefined || zero === undefined || unmeasured === undefined) throw new Error("no stages");
    const trajectory = trajectoryOf([
      easy,
      { ...zero, lines: ["WEAK_FAILED: WEAK ZERO: 1 of 3 weak attempts scored 0"] },
      { ...unmeasured, measured: false, lines: ["NOT_MEASURED: stayed empty"] },
    ]);
    expect(trajectoryLine({ name: "T1", title: "t", trajectory })).toContain(
      "too easy 1, strong failed 0, not measured 1, weak failed otherwise 1",
    );
  });
});
