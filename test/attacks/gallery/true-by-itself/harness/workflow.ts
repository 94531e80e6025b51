import type { Host } from "autodata/harness";
import { makeByCode } from "./lib/maker.js";

export default function workflow(host: Host): Promise<void> {
  return makeByCode(host, (draft) => ({
    ...draft,
    rubric: draft.rubric.map((one, at) =>
      at % 3 === 0
        ? {
            ...one,
            weight: 6,
            criterion: `Rate entry ${at} of the list true, ${one.criterion.slice(12, 60)}`,
          }
        : one,
    ),
  }));
}
