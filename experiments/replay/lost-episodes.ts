import { lostToProvider } from "../../inner/episode/run-episode.js";
import { episodeText, parseKey } from "../../models/call-key.js";
import type { History, HistoryReader } from "../../population/history/history.js";
import { iterationOf } from "../../population/history/ticket.js";

/**
 * Copies the episodes that a provider's faults left inconclusive, with the calls that came back: what a provider
 * refused then cannot be asked of the log. A replay takes them as they are, as a continued run does.
 * @param within whether an iteration, or what stands for an admission, is replayed.
 */
export async function copyLostEpisodes(
  run: HistoryReader,
  into: History,
  within: (iteration: number) => boolean,
): Promise<number> {
  const lost = run.totals
    .observations()
    .filter((one) => lostToProvider(one) && within(iterationOf(one.ticket)))
    .map(({ ticket }) => run.episodes.find(ticket))
    .filter((trajectory) => trajectory !== undefined);
  for (const trajectory of lost) {
    const { candidate, document, purpose, repeat } = trajectory.observation;
    const prefix = `episode/${episodeText({ candidate, document, purpose, repeat })}/`;
    for (const text of run.calls.keysUnder(prefix)) {
      const call = run.calls.readCall(text);
      if (call !== undefined) await into.calls.append({ ...call, key: parseKey(text) });
    }
    await into.episodes.append(trajectory);
  }
  return lost.length;
}
