import { describe, expect, it } from "vitest";
import { readLoopVerdict } from "../../../../../../inner/tasks/legal/loop-verdict.js";
import { judgePacket } from "../../../../../../inner/tasks/legal/simulated/roles/loop-judge.js";

/** A packet whose criteria went so for weak and strong attempts. */
const packet = (...rows: readonly (readonly [weak: string, strong: string])[]) =>
  JSON.stringify({
    criteria: rows.map(([weak, strong], index) => ({
      number: index + 1,
      weight: 5,
      weak_scores_per_rollout: [...weak].map(Number),
      strong_scores_per_rollout: [...strong].map(Number),
    })),
  });
const times = (count: number, row: readonly [string, string]) => Array(count).fill(row);

describe("the simulated loop judge", () => {
  it("accepts where weak answers differ on criteria that strong ones pass", () => {
    const said = judgePacket(packet(...times(7, ["10010", "111"]), ...times(7, ["11111", "111"])));
    expect(said).toMatchObject({ grpo_suitability: "high", verdict: "accept", suggestion_for_writer: null });
    expect(readLoopVerdict(JSON.stringify(said)).ok).toBe(true);
  });

  it("calls a group at the floor a knowledge ceiling and sends it back", () => {
    const said = judgePacket(packet(...times(12, ["00000", "111"]), ...times(2, ["10000", "111"])));
    expect(said).toMatchObject({ grpo_suitability: "low", verdict: "improve" });
    expect(said.gap_interpretation).toMatch(/^Knowledge ceiling/);
    expect(readLoopVerdict(JSON.stringify(said)).ok).toBe(true);
  });

  it("finds nothing to learn where all answers pass everything, or where strong ones fail too", () => {
    expect(judgePacket(packet(...times(14, ["11111", "111"])))).toMatchObject({ grpo_suitability: "low" });
    const beyond = judgePacket(packet(...times(14, ["10000", "000"])));
    expect(beyond.rubric_concerns).toHaveLength(1);
    expect(beyond.verdict).toBe("improve");
  });
});
