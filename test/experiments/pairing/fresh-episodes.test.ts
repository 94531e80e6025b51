import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshEpisodes, prepareEpisodes } from "../../../experiments/pairing/fresh-episodes.js";
import { type PreparedPairing, preparePairing } from "../../../experiments/pairing/prepare-pairing.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import { StopRequest } from "../../../models/stoppable.js";
import { ExperimentFolder, projectFolder, quiet, runToEnd } from "../small-experiment.js";

const folder = new ExperimentFolder();
const run = join(folder.path, "run");
let prepared: PreparedPairing;

beforeAll(async () => {
  await runToEnd(await folder.prepare("run"));
  const found = await preparePairing(
    ["baseline", "best"].map((candidate) => ({ path: run, candidate })),
    folder.path,
  );
  if ("same" in found) throw new Error("nothing was accepted");
  prepared = found;
}, 60_000);

afterAll(async () => {
  await prepared.close();
  folder.remove();
});

/** Fresh episodes of both on validation documents, and how many calls a model was asked; stopped after `most`. */
async function sitting(most = Number.POSITIVE_INFINITY) {
  const asked = await prepareEpisodes(prepared, "validation", {
    environment: fixedEnvironment({}),
    projectFolder,
    workingFolder: folder.path,
    overrides: {},
    noBudget: false,
    corpus: undefined,
  });
  const stop = new StopRequest();
  let calls = 0;
  const onCall: ReturnType<typeof quiet>["onCall"] = ({ source }) => {
    if (source !== "model") return;
    calls += 1;
    if (calls >= most) stop.request();
  };
  const fresh = await freshEpisodes(asked, prepared, { ...quiet(), stop, onCall }, 2).catch(
    (error: unknown) => error,
  );
  return { fresh, calls, beside: asked.experiment.folder.path };
}

it("fresh episodes that were stopped go on where they were, ask nothing twice, and end the same", async () => {
  const whole = await sitting();
  expect(whole.calls).toBeGreaterThan(100);
  rmSync(whole.beside, { recursive: true });
  const first = await sitting(Math.round(whole.calls / 3));
  expect(first.fresh).toMatchObject({ name: "RunStopped", cause_: "interrupt" });
  const second = await sitting();
  expect(first.calls + second.calls).toBe(whole.calls);
  expect(second.fresh).toEqual(whole.fresh);
  expect((await sitting()).calls).toBe(0);
}, 60_000);
