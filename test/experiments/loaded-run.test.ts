import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readRun, viewOf } from "../../experiments/loaded-run.js";
import { systemClock } from "../../foundation/clock.js";
import { UsageError } from "../../foundation/errors.js";
import { openHistory } from "../../population/history/open.js";

test("a run that was killed before it wrote down what it is says so in one sentence", async () => {
  const folder = mkdtempSync(join(tmpdir(), "loaded-run-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await openHistory(join(folder, "history.sqlite"), systemClock).close();
  const history = readRun(folder);
  expect(() => viewOf(history)).toThrow(UsageError);
  expect(() => viewOf(history)).toThrow("start it again");
  await history.close();
});
