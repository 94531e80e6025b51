import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { withDrafts } from "./lib/tamper.js";

export default function workflow(host: Host): Promise<void> {
  return honest(
    withDrafts(host, (draft) => ({
      ...draft,
      rubric: [
        ...draft.rubric.filter(({ category }) => category === "positive").slice(0, 12),
        ...draft.rubric.slice(0, 2).map((one) => ({
          criterion: `Avoids leaving out ${one.criterion.split(" ").slice(2, 9).join(" ")}`,
          weight: -4,
          category: "negative" as const,
        })),
      ],
    })),
  );
}
