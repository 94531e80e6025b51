import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ProviderName, providers } from "../../../experiments/init/providers.js";
import { writeExperiment } from "../../../experiments/init/write-experiment.js";
import { prepareExperiment } from "../../../experiments/prepare.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import { taskKinds } from "../../../inner/tasks/task-kinds.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "init-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const projectFolder = process.cwd();
const write = (provider: ProviderName, task: string, overwrite = false) =>
  writeExperiment({
    ...{ file: join(folder, "new/my experiment.yaml"), provider, task, overwrite, projectFolder },
    corpus: "corpus/computer-science-notes",
  });

const names = Object.keys(providers) as ProviderName[];
const cases = names.flatMap((provider) => [...taskKinds.keys()].map((task) => [provider, task] as const));

describe("a written experiment", () => {
  it.each(cases)("for %s and %s can be run as it is", async (provider, task) => {
    write(provider, task);
    const prepared = await prepareExperiment(join(folder, "new/my experiment.yaml"), {
      projectFolder,
      workingFolder: folder,
      overrides: {},
      environment: fixedEnvironment({ OPENAI_API_KEY: "k", OPENROUTER_API_KEY: "k" }),
      out: undefined,
      noBudget: false,
    });
    expect(prepared.definition.task).toBe(task);
    expect(prepared.splits.validation).toHaveLength(12);
  });

  it("says on its first line where editors find the schema, and is never overwritten unasked", () => {
    write("openai", "legal");
    const text = readFileSync(join(folder, "new/my experiment.yaml"), "utf8");
    const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1] ?? "";
    expect(existsSync(join(folder, "new", schema))).toBe(true);
    expect(() => write("vllm", "legal")).toThrow(
      /is there already: name another file, or overwrite it with --force/,
    );
    write("vllm", "legal", true);
    expect(readFileSync(join(folder, "new/my experiment.yaml"), "utf8")).toContain("An experiment for vLLM");
  });
});
