import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startProcess } from "../../../foundation/processes.js";
import { keyText } from "../../../models/call-key.js";
import { openHistoryForReading } from "../../../population/history/open.js";
import { temporaryFolder } from "../temporary-folder.js";
import { withHistory } from "./sample-history.js";
import { sampleCall, sampleTrajectory } from "./sample-rows.js";

const script = fileURLToPath(new URL("append-until-killed.ts", import.meta.url));

/** Lets a run append until it has acknowledged `enough` rows, kills it, and returns all it acknowledged. */
function killedRun(path: string, enough: number): Promise<number[]> {
  const child = startProcess(process.execPath, ["--import", "tsx", script, path]);
  let printed = "";
  let trouble = "";
  child.stderr.on("data", (chunk) => {
    trouble += chunk;
  });
  child.stdout.on("data", (chunk) => {
    printed += chunk;
    if (printed.split("\n").length > enough) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("close", (_, signal) => {
      if (signal !== "SIGKILL") reject(new Error(`the run ended by itself: ${trouble}`));
      resolve(printed.split("\n").slice(0, -1).map(Number));
    });
  });
}

test("after kill -9 everything acknowledged is there, the chain is whole and the run goes on", async () => {
  const path = join(temporaryFolder(), "history.sqlite");
  for (const enough of [1, 300, 777]) {
    const acknowledged = await killedRun(path, enough);
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
