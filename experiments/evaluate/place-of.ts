import type { TreeHash } from "../../foundation/ids.js";
import type { History } from "../../population/history/history.js";

/** The number of a harness in a folder of measurements, for its tickets: the next free one when it is new there. */
export async function placeOf({ run }: Pick<History, "run">, tree: TreeHash): Promise<number> {
  for (let place = 0; ; place++) {
    const known = run.get(`measured.${place}`);
    if (known === tree) return place;
    if (known !== undefined) continue;
    await run.put(`measured.${place}`, tree);
    return place;
  }
}
