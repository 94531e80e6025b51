import { commonFigures, type Figure, figure, scoresBy, unpublished } from "../figures.js";
import type { VerifiableExample } from "./example.js";

/** What reports show of questions with a checkable answer; the paper publishes no such means for them. */
export const figures: readonly Figure[] = [
  ...commonFigures({}),
  figure("answer characters", 0, unpublished, ({ body }) => (body as VerifiableExample).answer.length),
  figure("share that no weak attempt answers", 3, unpublished, (item) => {
    const weak = scoresBy(item, "weak");
    return weak.length === 0 ? null : Number(weak.every((score) => score === 0));
  }),
  figure("share of attempts that code decides", 3, unpublished, ({ attempts }) =>
    attempts.length === 0
      ? null
      : attempts.filter(({ marks }) => marks[0]?.reason.startsWith("code:")).length / attempts.length,
  ),
  figure("share of these in which the judge differs", 3, unpublished, ({ attempts }) => {
    const byCode = attempts.filter(({ marks }) => marks[0]?.reason.startsWith("code:"));
    const contested = byCode.filter(({ marks }) => marks[0]?.contested !== undefined);
    return byCode.length === 0 ? null : contested.length / byCode.length;
  }),
];
