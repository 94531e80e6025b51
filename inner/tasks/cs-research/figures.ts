import { commonFigures, type Figure, figure } from "../figures.js";
import type { CsExample } from "./example.js";

/** What reports show of computer-science questions, beside the published means (paper, table 1). */
export const figures: readonly Figure[] = [
  ...commonFigures({
    weak: { baseline: 0.677, agentic: 0.458 },
    strong: { baseline: 0.696, agentic: 0.772 },
    gap: { baseline: 0.019, agentic: 0.314 },
    rounds: { baseline: 1, agentic: 6.59 },
    questionCharacters: { baseline: 723, agentic: 619 },
  }),
  figure(
    "rubric items",
    1,
    { baseline: 13.2, agentic: 13.1 },
    ({ body }) => (body as CsExample).rubric.length,
  ),
];
