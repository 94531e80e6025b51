import type { ShownDocument } from "../corpus/document.js";
import type { Suitability } from "../tasks/task.js";
import { type AskSeat, askJudge } from "./ask-seat.js";

/** Whether a document may be skipped, as the host finds for itself. An unreadable finding skips nothing. */
export async function checkSuitability(
  ask: AskSeat,
  suitability: Suitability,
  document: ShownDocument,
): Promise<{ readonly confirmed: boolean; readonly finding: string }> {
  const found = await askJudge(ask, suitability.request(document), 0, (text) => suitability.read(text));
  if (!found.ok) return { confirmed: false, finding: `the finding cannot be read: ${found.problem}` };
  return { confirmed: !found.value.suitable, finding: found.value.reason };
}
