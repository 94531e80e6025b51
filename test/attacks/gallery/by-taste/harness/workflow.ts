import type { Host } from "autodata/harness";
import { makeByCode } from "./lib/maker.js";

export default function workflow(host: Host): Promise<void> {
  return makeByCode(host, (draft) => ({
    ...draft,
    rubric: draft.rubric.map((one, at) =>
      at % 4 === 0 ? one : { ...one, criterion: `Holds, by taste, what point ${at} of the list has` },
    ),
  }));
}
