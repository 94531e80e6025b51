import { z } from "zod";
import { constants } from "../constants.js";

const { loopJudge } = constants;

const packetSchema = z.object({
  criteria: z.array(
    z.object({
      number: z.number(),
      weight: z.number(),
      weak_scores_per_rollout: z.array(z.number()),
      strong_scores_per_rollout: z.array(z.number()),
    }),
  ),
});
type Row = z.infer<typeof packetSchema>["criteria"][number];

/** The loop judge: what the rows of a packet say of the example's use for training. */
export function judgePacket(packet: string) {
  const read = packetSchema.safeParse(JSON.parse(packet));
  const rows = (read.data?.criteria ?? []).filter((row) => row.weight > 0);
  const share = (some: readonly Row[]) => some.length / Math.max(1, rows.length);
  const learnable = rows.filter(isLearnable);
  const beyondWeak = rows.filter((row) => passed(row.weak_scores_per_rollout) === 0);
  const beyondStrong = rows.filter((row) => passed(row.strong_scores_per_rollout) === 0);
  const always = rows.filter((row) => all(row.weak_scores_per_rollout) && all(row.strong_scores_per_rollout));
  const suitability =
    share(learnable) >= loopJudge.high ? "high" : share(learnable) >= loopJudge.medium ? "medium" : "low";
  const concerns = [
    ...(share(beyondStrong) > loopJudge.unreachable
      ? [`even the strong model never passes criteria ${numbers(beyondStrong)}`]
      : []),
    ...(share(always) > loopJudge.saturated ? [`every answer passes criteria ${numbers(always)}`] : []),
  ];
  const accepts =
    suitability === "high" ||
    (suitability === "medium" && concerns.length === 0 && share(beyondWeak) <= loopJudge.ceiling);
  const reading = readingOf(share(beyondWeak), share(always));
  return {
    gap_interpretation: `${reading.gap}: weak answers differ on criteria ${numbers(learnable)}, and none passes ${numbers(beyondWeak)}.`,
    weak_pattern: `At least one weak answer passes criteria ${numbers(rows.filter((row) => !beyondWeak.includes(row)))}.`,
    strong_pattern: `At least one strong answer passes criteria ${numbers(rows.filter((row) => !beyondStrong.includes(row)))}.`,
    rubric_concerns: concerns,
    grpo_suitability: suitability,
    verdict_reason: accepts
      ? `The weak answers differ on ${learnable.length} of ${rows.length} criteria within reach.`
      : `${reading.gap}: the weak answers differ on ${learnable.length} of ${rows.length} criteria.`,
    verdict: accepts ? "accept" : "improve",
    suggestion_for_writer: accepts ? null : reading.suggestion,
  };
}

function readingOf(
  beyondWeak: number,
  always: number,
): { readonly gap: string; readonly suggestion: string } {
  if (beyondWeak > loopJudge.ceiling) {
    return {
      gap: "Knowledge ceiling",
      suggestion:
        "Stay with points that are easier to reach, and take leave of those that no weak answer meets.",
    };
  }
  if (always > loopJudge.saturated) {
    return { gap: "Saturation", suggestion: "Add a further step to the matter, or an exception." };
  }
  return { gap: "Unproductive middle", suggestion: "Look at the matter from another side." };
}

const passed = (scores: readonly number[]) => scores.filter((score) => score === 1).length;
const all = (scores: readonly number[]) => passed(scores) === scores.length;

/** Some weak answers pass and some do not, and most strong ones do. */
function isLearnable({ weak_scores_per_rollout: weak, strong_scores_per_rollout: strong }: Row): boolean {
  return passed(weak) > 0 && !all(weak) && 2 * passed(strong) > strong.length;
}

function numbers(rows: readonly Row[]): string {
  return rows.length === 0 ? "(none)" : rows.map((row) => row.number).join(", ");
}
