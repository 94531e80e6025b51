import { describe, expect, it } from "vitest";
import { fraction } from "../../../../inner/referee/fraction.js";
import { diagnosticPacket, packetText } from "../../../../inner/tasks/legal/packet.js";
import { goodLegalDraft, marksMet } from "../../../support/legal-example.js";

const example = goodLegalDraft();
// Weights repeat 8, 6, 3 over 14 positives (notice_timing, loss_allocation, remedy_choice): 40 + 30 + 12 = 82.
const weak = [marksMet(), marksMet(1), marksMet(1, 2), marksMet(2, 15), marksMet(1, 15, 16)];
const all = Array.from({ length: 14 }, (_, index) => index + 1);
const strong = [marksMet(...all), marksMet(...all, 16), marksMet(1, 2, 3)];
const packet = diagnosticPacket(example, weak, strong);

describe("the diagnostic packet", () => {
  it("has the score of every attempt, clipped at 0, and exact means", () => {
    const over82 = (value: number) => fraction(value, 82);
    expect(packet.weak_scores).toEqual([0, 8, 14, 1, 0].map(over82));
    expect(packet.weak_avg).toEqual(fraction(23, 410));
    expect(packet.strong_scores).toEqual([82, 77, 17].map(over82));
    expect(packet.strong_avg).toEqual(fraction(176, 246));
    expect(packet.gap).toEqual(fraction(176 * 5 - 23 * 3, 1230));
  });

  it("has every criterion with the marks of each attempt in order", () => {
    expect(packet.criteria).toHaveLength(16);
    expect(packet.criteria[0]).toEqual({
      number: 1,
      text: example.rubric[0]?.criterion,
      capability: "notice_timing",
      weight: 8,
      weak_scores_per_rollout: [0, 1, 1, 0, 1],
      weak_avg: fraction(3, 5),
      strong_scores_per_rollout: [1, 1, 1],
      strong_avg: fraction(1),
      n_passed_weak: 3,
      n_passed_strong: 3,
    });
  });

  it("counts a negative criterion as passed where the bad behaviour was not shown", () => {
    expect(packet.criteria[14]).toMatchObject({
      weight: -5,
      weak_scores_per_rollout: [0, 0, 0, 1, 1],
      weak_avg: fraction(2, 5),
      n_passed_weak: 3,
      n_passed_strong: 3,
    });
    expect(packet.criteria[15]).toMatchObject({ n_passed_weak: 4, n_passed_strong: 2 });
  });

  it("has the rubric's score within each capability, the lowest weak score first", () => {
    expect(packet.capabilities).toEqual([
      {
        capability: "remedy_choice",
        n_criteria: 4,
        weak_cap_score: fraction(0),
        strong_cap_score: fraction(12 + 12 + 3, 36),
        cap_gap: fraction(27, 36),
      },
      {
        capability: "loss_allocation",
        n_criteria: 7,
        weak_cap_score: fraction(0 + 0 + 6 + 1 + 0, 150),
        strong_cap_score: fraction(30 + 25 + 6, 90),
        cap_gap: fraction(61 * 5 - 7 * 3, 450),
      },
      {
        capability: "notice_timing",
        n_criteria: 5,
        weak_cap_score: fraction(24, 200),
        strong_cap_score: fraction(40 + 40 + 8, 120),
        cap_gap: fraction(88 * 5 - 24 * 3, 600),
      },
    ]);
  });

  it("gives a capability with negative criteria only no score, and puts it last", () => {
    const rubric = example.rubric.map((one) =>
      one.category === "negative" ? { ...one, capability: "remedy_choice_2" } : one,
    );
    const { capabilities } = diagnosticPacket({ ...example, rubric }, weak, strong);
    expect(capabilities.at(-1)).toEqual({
      capability: "remedy_choice_2",
      n_criteria: 2,
      weak_cap_score: null,
      strong_cap_score: null,
      cap_gap: null,
    });
  });

  it("says how long the question is and whether it recaps a case", () => {
    expect(packet).toMatchObject({
      body_length: example.question.length,
      body_length_concern: false,
      case_recap_match: null,
    });
    const question = `${"Long. ".repeat(170)}It is on appeal.`;
    expect(diagnosticPacket({ ...example, question }, weak, strong)).toMatchObject({
      body_length: question.length,
      body_length_concern: true,
      case_recap_match: "on appeal",
    });
  });

  it("is not made of an attempt without marks, nor of none", () => {
    expect(() => diagnosticPacket(example, [...weak, []], strong)).toThrow("0 marks for 16 criteria");
    expect(() => diagnosticPacket(example, weak, [])).toThrow(RangeError);
  });

  it("is not made of an attempt with a mark too many", () => {
    const long = [...marksMet(1), { met: true, reason: "" }];
    expect(() => diagnosticPacket(example, [long], strong)).toThrow("17 marks for 16 criteria");
  });

  it("is shown as JSON with decimals, a row per line", () => {
    const text = packetText(packet);
    const shown = JSON.parse(text);
    expect(shown.weak_scores).toEqual([0, 0.098, 0.171, 0.012, 0]);
    expect(shown.gap).toBe(0.659);
    expect(shown.criteria).toHaveLength(16);
    expect(shown.capabilities[2].cap_gap).toBe(0.613);
    expect(text.split("\n").filter((line) => line.startsWith('  {"number"'))).toHaveLength(16);
  });
});
