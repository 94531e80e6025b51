import { commonFigures, type Figure, figure, scoresBy, unpublished } from "../figures.js";
import type { LegalExample } from "./example.js";
import type { GrpoSuitability } from "./loop-verdict.js";
import type { LegalReview } from "./review.js";

/** What reports show of legal questions, beside the published means (paper, table 3). */
export const figures: readonly Figure[] = [
  ...commonFigures({
    weak: { baseline: 0.159, agentic: 0.283 },
    strong: { baseline: 0.717, agentic: 0.698 },
    gap: { baseline: 0.558, agentic: 0.415 },
    rounds: { baseline: 1, agentic: 4.98 },
    questionCharacters: { baseline: 1569, agentic: 900 },
    weakSpread: { baseline: 7.93, agentic: 12.63 },
  }),
  figure(
    "rubric items",
    1,
    { baseline: 18.6, agentic: 17.3 },
    ({ body }) => (body as LegalExample).rubric.length,
  ),
  figure("share of groups whose weak attempts are all 0", 3, unpublished, (item) => {
    const weak = scoresBy(item, "weak");
    return weak.length === 0 ? null : Number(weak.every((score) => score === 0));
  }),
  suitability("high", { baseline: 0.048, agentic: 0.52 }),
  suitability("medium", { baseline: 0.41, agentic: 0.43 }),
  suitability("low", { baseline: 0.45, agentic: 0.02 }),
];

/** Share of examples of which the loop judge says so. */
function suitability(level: GrpoSuitability, published: Figure["published"]): Figure {
  return figure(`share of ${level} suitability for training`, 3, published, ({ review }) =>
    review === null ? null : Number((review as LegalReview).grpo_suitability === level),
  );
}
