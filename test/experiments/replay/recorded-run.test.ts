import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { importRun } from "../../../experiments/import-run.js";
import { readRun } from "../../../experiments/loaded-run.js";
import { loggedExperiment } from "../../../experiments/replay/logged-experiment.js";
import { replayRun } from "../../../experiments/replay/replay-run.js";
import { replaySpan } from "../../../experiments/replay/replay-span.js";
import { runFolderAt } from "../../../experiments/run-folder.js";
import { recordedRun } from "../../recorded-run/record.js";
import { quiet } from "../small-experiment.js";

const folder = mkdtempSync(join(tmpdir(), "autodata-recorded-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("this version of the program does what the one that made the recording did, to the digest", async () => {
  const path = join(folder, "run");
  await importRun(recordedRun, path);
  const run = readRun(path);
  try {
    const span = replaySpan(run, undefined);
    if (span.kind !== "ends") throw new Error("the recording has no end");
    const prepared = await loggedExperiment(run, runFolderAt(join(folder, "replay")), undefined);
    let calls = 0;
    const { digest } = await replayRun(run, prepared, span, {
      ...quiet(),
      onCall: () => {
        calls += 1;
      },
    });
    expect(digest).toBe(run.run.get(`digest.${span.ends.at(-1)}`));
    expect(calls).toBe(run.calls.keysUnder("").length);
    const outcomes = run.decisions.all().filter(({ kind }) => kind === "outcome");
    expect(outcomes).toHaveLength(3);
  } finally {
    await run.close();
  }
});
