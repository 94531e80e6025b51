import type { ShownDocument } from "../../inner/corpus/document.js";
import { verifyExample } from "../../inner/referee/verify-example.js";
import type { Task } from "../../inner/tasks/task.js";
import type { EpisodeKey } from "../../models/call-key.js";
import type { Model } from "../../models/model.js";
import type { EpisodeItem } from "./measured-items.js";

export interface FilterSetting {
  readonly task: Task;
  readonly model: Model;
  /** The prompt of candidate zero's quality verifier. */
  readonly prompt: string;
  readonly signal: AbortSignal;
}

/**
 * The filter at the end of the loop (paper, appendix C.1): the quality verifier once more, under the same prompt for
 * every arm, whatever an evolved harness made of its own. One call for each item, which the log keeps.
 */
export async function passesFilter(
  { task, model, prompt, signal }: FilterSetting,
  item: EpisodeItem,
  document: ShownDocument,
  episode: Omit<EpisodeKey, "purpose">,
): Promise<boolean> {
  const read = task.readDraft(item.body);
  if (!read.ok) throw new Error(`example ${item.example} is no example of ${task.name}`);
  const key = { scope: "episode", episode: { ...episode, purpose: "finalist" }, ordinal: 0 } as const;
  const report = await verifyExample(
    (seat, request, { attempt, retry, ...more }) =>
      model.complete({ key: { ...key, seat, attempt, retry }, request, ...more }, signal),
    read.example,
    prompt,
    document,
  );
  return report.passed;
}
