import type { History, HistoryReader } from "../population/history/history.js";

/**
 * The definitions a run was started and continued with, as YAML, in order: `definition.1`, `definition.2`, ...
 * Only settings that cannot change a result may differ between them.
 */
export function definitionsOf(history: Pick<HistoryReader, "run">): string[] {
  const definitions: string[] = [];
  for (;;) {
    const next = history.run.get(`definition.${definitions.length + 1}`);
    if (next === undefined) return definitions;
    definitions.push(withReferee(next));
  }
}

/** Earlier versions had one referee, now called paper, and did not name it. */
function withReferee(definition: string): string {
  return /^referee:/m.test(definition) ? definition : `${definition}referee: paper\n`;
}

/** Adds a definition unless it is the one in force. */
export async function recordDefinition(history: History, frozen: string): Promise<void> {
  const earlier = definitionsOf(history);
  if (earlier.at(-1) === frozen) return;
  await history.run.put(`definition.${earlier.length + 1}`, frozen);
}
