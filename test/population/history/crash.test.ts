import { join } from "node:path";
import { expect, test } from "vitest";
import { keyText } from "../../../models/call-key.js";
import { openHistoryForReading } from "../../../population/history/open.js";
import { linesUntilKilled } from "../killed-script.js";
import { temporaryFolder } from "../temporary-folder.js";
import { withHistory } from "./sample-history.js";
import { sampleCall, sampleTrajectory } from "./sample-rows.js";

const script = new URL("append-until-killed.ts", import.meta.url);

test("after kill -9 everything acknowledged is there, the chain is whole and the run goes on", async () => {
  const path = join(temporaryFolder(), "history.sqlite");
  for (const enough of [1, 300, 777]) {
    const lines = await linesUntilKilled(script, [path], enough);
    const acknowledged = lines.map(Number);
    const reader = openHistoryForReading(path);
    expect(reader.verifyChain()).toBeNull();
    for (const number of acknowledged) {
      expect(reader.calls.find(keyText(sampleCall(number).key))?.completion).toEqual(
        sampleCall(number).completion,
      );
      const { ticket } = sampleTrajectory(number).observation;
      expect(reader.episodes.find(ticket)).toEqual(sampleTrajectory(number));
    }
    await reader.close();
  }
  await withHistory(path, [(history) => history.run.put("resumed", "yes")], (history) => {
    expect(history.verifyChain()).toBeNull();
  });
}, 60_000);
