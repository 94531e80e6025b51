import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { folderPath } from "../../../experiments/definition/folders.js";
import { loadDefinition, runFolderOf } from "../../../experiments/definition/load-definition.js";
import { parseDefinition } from "../../../experiments/definition/parse-definition.js";
import { resolveSeats } from "../../../experiments/definition/resolve-seats.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import { minimalYaml } from "./minimal.js";

const thisProject = fileURLToPath(new URL("../../..", import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "definition-"));
  await mkdir(join(folder, "project", "harness-baseline", "cs-research"), { recursive: true });
  await mkdir(join(folder, "project", "experiments", "papers"), { recursive: true });
  await writeFile(join(folder, "project", "experiments", "x.yaml"), minimalYaml);
});
afterEach(() => rm(folder, { recursive: true }));

const options = (overrides = {}) => ({
  projectFolder: join(folder, "project"),
  workingFolder: join(folder, "project"),
  overrides,
});

test("folders are found next to the file, then in the project, and named relative to the project", async () => {
  const { definition } = await loadDefinition("experiments/x.yaml", options());
  expect(definition.corpus.path).toBe("experiments/papers");
  expect(definition.harness).toBe("harness-baseline/cs-research");
  expect(folderPath(definition.harness, "/elsewhere")).toBe("/elsewhere/harness-baseline/cs-research");
});

test("a corpus from the command line is relative to the working folder, and absolute outside the project", async () => {
  await mkdir(join(folder, "mine"));
  const { definition } = await loadDefinition("experiments/x.yaml", options({ corpus: "../mine" }));
  expect(definition.corpus.path).toBe(join(folder, "mine"));
  expect(folderPath(definition.corpus.path, "/elsewhere")).toBe(join(folder, "mine"));
});

test("folders that do not exist are refused with the places looked at", async () => {
  await rm(join(folder, "project", "experiments", "papers"), { recursive: true });
  await expect(loadDefinition("experiments/x.yaml", options({ harness: "none" }))).rejects.toThrow(
    `--harness: harness names ${join(folder, "project", "none")}, which is not a folder ` +
      `(looked for ${join(folder, "project", "none")})\n` +
      "experiments/x.yaml:2: corpus.path names papers, which is not a folder " +
      `(looked for ${join(folder, "project", "experiments", "papers")} and ${join(folder, "project", "papers")}); ` +
      "name the folder of your documents with --corpus",
  );
});

test("a missing file is refused by name", async () => {
  await expect(loadDefinition("experiments/y.yaml", options())).rejects.toThrow(
    "experiment file experiments/y.yaml cannot be read",
  );
});

test("the frozen definition reads back as the same definition", async () => {
  const loaded = await loadDefinition("experiments/x.yaml", options({ seed: 3, acceptance: "prose" }));
  expect(parseDefinition(loaded.frozen, "experiment.yaml").definition).toEqual(loaded.definition);
});

test("the run folder is named after experiment and seed unless one is given", async () => {
  const { definition } = await loadDefinition("experiments/x.yaml", options({ seed: 3 }));
  expect(runFolderOf(definition, "/here")).toBe("/here/runs/small-3");
  expect(runFolderOf(definition, "/here", "there")).toBe("/here/there");
});

test("the project's offline experiment loads, with simulated models in every seat", async () => {
  const loaded = await loadDefinition("experiments/offline.yaml", {
    projectFolder: thisProject,
    workingFolder: thisProject,
  });
  expect(loaded.definition).toMatchObject({
    name: "offline",
    corpus: { path: "corpus/computer-science-notes" },
    splits: { train: 18, validation: 12, test: 12 },
    search: { iterations: 12, concurrency: 2, minibatch: 4, edits: "all" },
  });
  const seats = resolveSeats(loaded, fixedEnvironment({ OPENAI_BASE_URL: "https://api.example/v1" }));
  expect(new Set(Object.values(seats).map(({ baseUrl }) => baseUrl))).toEqual(new Set(["simulated"]));
});

test("the project's experiment for real models loads once it has a corpus", async () => {
  const loaded = await loadDefinition("experiments/cs-research.yaml", {
    projectFolder: thisProject,
    workingFolder: thisProject,
    overrides: { corpus: "corpus/computer-science-notes" },
  });
  expect(loaded.definition).toMatchObject({
    splits: { train: 50, validation: 25, test: 25 },
    search: { policy: "efficient", iterations: 233, concurrency: 4, edits: "prompts" },
  });
  const seats = resolveSeats(loaded, fixedEnvironment({ OPENAI_BASE_URL: "https://api.example/v1" }));
  expect(seats.weak).toMatchObject({ baseUrl: "https://api.example/v1", apiKeyEnv: "OPENAI_API_KEY" });
  expect(seats.weak.model).not.toBe(seats.strong.model);
});
