import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { classifyCommand } from "../../cli/classify.js";
import { exitCodeOf, messageOf } from "../../cli/exit.js";
import { runCommand } from "../../cli/run.js";
import { simulateCommand } from "../../cli/simulate.js";
import { statusCommand } from "../../cli/status.js";
import { questionLines } from "../experiments/classify/questions.js";
import { projectFolder, smallExperiment } from "../experiments/small-experiment.js";

const folder = mkdtempSync(join(tmpdir(), "autodata-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The whole command line, in a process of its own. */
function cli(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectFolder, "bin/autodata-lab.js"), ...args],
    { cwd: folder, encoding: "utf8", env: { PATH: process.env["PATH"] } },
  );
  return { status, stdout, stderr };
}

/** One command in this process: how the command line would end, and what it would say. */
async function ended(command: Command, ...args: string[]): Promise<{ status: number; said: string }> {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    await command.parseAsync(args, { from: "user" });
    return { status: 0, said: "" };
  } catch (error) {
    return { status: exitCodeOf(error), said: messageOf(error) };
  }
}
afterEach(() => {
  vi.restoreAllMocks();
});

const outFolder = join(folder, "refused");
const run = (file: string) => ended(runCommand({ projectFolder }), file, "--out", outFolder);

function experimentFile(name: string, change: Record<string, unknown>): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, JSON.stringify({ ...smallExperiment, name, ...change }, null, 2));
  return file;
}

describe("the command line", () => {
  it("lists its commands and exit codes", () => {
    const { status, stdout } = cli("--help");
    expect(status).toBe(0);
    for (const word of [
      "run",
      "doctor",
      "try",
      "evaluate",
      "compare",
      "status",
      "curve",
      "simulate",
      "Exit codes",
    ])
      expect(stdout).toContain(word);
  });

  it.each([
    ["an unknown command", ["frobnicate"], /unknown command/],
    [
      "an arm that is none",
      ["compare", join(projectFolder, "experiments/offline.yaml"), "--arms", "agentic,magic"],
      /--arms: there is no arm magic; choose agentic, cot-self-instruct/,
    ],
    ["an experiment that is not there", ["run", "nope.yaml"], /nope\.yaml cannot be read/],
    [
      "a task that is none",
      ["simulate", "--corpus", ".", "--task", "riddles"],
      /must be a task of this.*cs-research/s,
    ],
    ["a number that is none", ["run", "x.yaml", "--seed", "many"], /whole number/],
  ])("answers %s with one sentence and exit code 2", (_, args, sentence) => {
    const { status, stderr } = cli(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("tries one episode, as text and as lines of JSON, and renders its first prompts for nothing", () => {
    const file = experimentFile("trial", {});
    const dry = cli("try", file, "--dry-run");
    expect(dry.stdout).toMatch(/First request to main\n.*system: /);
    expect(existsSync(join(folder, "runs/trial-5"))).toBe(false);
    const shown = cli("try", file);
    expect(shown.stderr).toBe("");
    expect(shown.status).toBe(0);
    expect(shown.stdout).toMatch(/No --document was given.*first validation document/);
    expect(shown.stdout).toMatch(/next: npx autodata-lab estimate \S+trial\.yaml/);
    const lines = cli("try", file, "--json").stdout.trim().split("\n");
    const kinds = lines.map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds.at(-1)).toBe("observation");
    expect(kinds).toContain("call");
    const unknown = cli("try", file, "--document", "Nothing of the kind");
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toMatch(/^--document: no usable document/);
  });

  it("evaluates a harness that was edited by hand, and says what the guard has against another", () => {
    const file = experimentFile("by-hand", {});
    const mine = join(folder, "mine");
    cpSync(join(projectFolder, "harness-baseline/cs-research"), mine, { recursive: true });
    appendFileSync(join(mine, "prompts/challenger.md"), "\nBe brief.\n");
    const done = cli("evaluate", "mine", "--experiment", file);
    expect(done.stderr).toBe("");
    expect(done.status).toBe(0);
    expect(done.stdout).toMatch(/The guard has nothing against mine\..*\n.*2 validation documents x 1/);
    expect(done.stdout).toMatch(/difference .* points, paired by document/);
    const numbers = cli("evaluate", "mine", "--experiment", file, "--json").stdout;
    expect(JSON.parse(numbers)).toMatchObject({ names: { against: "baseline", edited: "mine" } });
    appendFileSync(join(mine, "workflow.ts"), "\nexport const wrong: number = 'a';\n");
    const refused = cli("evaluate", "mine", "--experiment", file);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(
      /mine is not evaluated, because the guard objects:\n {2}types: workflow\.ts/,
    );
  });

  it("has a doctor, who ends with 0 when all seats are usable and with 2 when not", () => {
    const file = experimentFile("patient", {});
    const well = cli("doctor", file, "--seat", "weak", "--json");
    expect(well.status).toBe(0);
    expect(JSON.parse(well.stdout)).toMatchObject({ usable: true, places: [{ seats: ["weak"] }] });
    const models = { defaults: { model: "m", base_url: "http://127.0.0.1:9/v1" } };
    const ill = cli("doctor", experimentFile("ill", { models }));
    expect(ill.status).toBe(2);
    expect(ill.stdout).toMatch(/Trying 2 models.*for 8 seats: up to \d+ calls/);
    expect(ill.stdout).toMatch(/WRONG {2}endpoint, all seats: it does not answer/);
  });

  it("classifies questions into a folder beside their file, with progress apart from the table", () => {
    writeFileSync(join(folder, "questions.jsonl"), questionLines());
    const { status, stdout, stderr } = cli("classify", "questions.jsonl");
    expect(status).toBe(0);
    expect(stderr).toMatch(/simulated models \(no key needed.*\n.*folder questions-types/);
    expect(stdout).toMatch(/^type +group +count +share +mean weak score\n/);
    expect(stdout).toMatch(/unparsed \d+ of 60 items/);
    expect(existsSync(join(folder, "questions-types", "chart.svg"))).toBe(true);
  });

  it("runs an experiment, says so the second time, and draws its curve from the history", () => {
    const file = experimentFile("tiny", { search: { ...smallExperiment.search, iterations: 1 } });
    const first = cli("run", file);
    expect(first.stderr).toBe("");
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(/simulated models \(no key needed/);
    expect(first.stdout).toMatch(/baseline\s+validation/);
    expect(first.stdout).toMatch(/run folder runs\/tiny-5/);
    const second = cli("run", file);
    expect(second.status).toBe(0);
    expect(second.stdout).toMatch(/runs\/tiny-5 is finished/);
    expect(second.stdout).toMatch(/--seed 6/);
    const curve = cli("curve", "runs/tiny-5", "--out", "pictures");
    expect(curve.status).toBe(0);
    expect(curve.stdout).toContain(join("pictures", "curve.png"));
    expect(cli("status", "runs/tiny-5").stdout).toMatch(/simulated/);
  });
});

describe("a command that cannot do its work", () => {
  afterEach(() => expect(existsSync(outFolder)).toBe(false));

  it("names a folder that is no run", async () => {
    const { status, said } = await ended(statusCommand(), folder);
    expect(status).toBe(2);
    expect(said).toMatch(/is not a run folder/);
  });

  it.each([
    ["a line that is broken", '{"question": "Why?"}\n{broken', /broken\.jsonl:2 is not JSON/],
    ["a line without a question", '{"answer": "so"}', /broken\.jsonl:1: there is no question/],
    ["a file without questions", "\n", /broken\.jsonl holds no questions/],
  ])("names %s of what is to be classified", async (_, text, sentence) => {
    const file = join(folder, "broken.jsonl");
    writeFileSync(file, text);
    const { status, said } = await ended(classifyCommand({ projectFolder }), file, "--out", outFolder);
    expect(status).toBe(2);
    expect(said).toMatch(sentence);
  });

  it("names a corpus that is not there", async () => {
    const { status, said } = await ended(simulateCommand(), "--corpus", join(folder, "nowhere"));
    expect(status).toBe(2);
    expect(said).toMatch(/nowhere/);
  });

  it("names an unknown key, its line and the nearest valid name", async () => {
    const { status, said } = await run(experimentFile("typo", { serch: {} }));
    expect(status).toBe(2);
    expect(said).toMatch(/typo\.yaml:\d+: serch is not a known key; did you mean search/);
    expect(said).toContain("Nothing was started.");
  });

  it("names the variable of a missing key", async () => {
    const models = {
      defaults: { model: "m", base_url: "https://api.example.org/v1", api_key_env: "LAB_KEY" },
    };
    const { status, said } = await run(experimentFile("keyless", { models }));
    expect(status).toBe(2);
    expect(said).toMatch(/LAB_KEY, which is not set/);
  });

  it("refuses an endpoint that does not answer, and leaves nothing behind", async () => {
    const models = { defaults: { model: "m", base_url: "http://127.0.0.1:9/v1" } };
    const { status, said } = await run(experimentFile("dead", { models }));
    expect(status).toBe(2);
    expect(said).toMatch(/127\.0\.0\.1:9.*does not answer/);
  });

  it("refuses more documents than there are, with the numbers", async () => {
    const splits = { train: 30, validation: 20, test: 10 };
    const { status, said } = await run(experimentFile("greedy", { splits }));
    expect(status).toBe(2);
    expect(said).toMatch(/30 \+ 20 \+ 10 = 60.*48/);
  });
});
