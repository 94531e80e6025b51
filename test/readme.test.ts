import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ProcessResult, runProcess } from "../foundation/processes.js";

/**
 * Every command of the pages that needs no key, as it is written there, one after the other in a folder like a fresh
 * clone. Only the size is another: the offline experiments have fewer iterations and documents.
 */

const pages = ["README.md", "docs/by-hand.md", "docs/adding-a-task.md"].concat(
  readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
);

/** What the pages show of a run with more iterations than the small one has. */
const inSmallRun: readonly (readonly [string, string])[] = [
  ["iteration 10", "iteration 1"],
  ["10/validate-mutant/5", "0/validate-parent/1"],
];

/** What the pages leave to the reader. */
const placeholders: Readonly<Record<string, string>> = {
  RUN: "runs/offline-7",
  DIR: "notes",
  EXPERIMENT: "experiments/offline.yaml",
  HARNESS: "my-harness",
  "FILE.jsonl": "data.jsonl",
  "FILE.yaml": "trial.yaml",
};

const leftOut: readonly [RegExp, string][] = [
  [
    /experiments\/(cs-research|legal|verifiable)\.yaml|mine\.yaml|runs\/(cs-research|mine)-7|papers/,
    "needs a key, or documents",
  ],
  [/experiments\/(paper|efficient)-\w+\.yaml/, "needs documents, or minutes"],
  [/experiments\/policies\.yaml/, "runs a whole family, which has a test of its own"],
  [/faulty\.yaml/, "needs the server with faults of the same page"],
  [/ simulate /, "serves until it is stopped"],
  [/ completion .*>/, "writes into the home folder"],
  [/^npx autodata-lab compare \S+$/, "runs all arms; two of them are run by another line"],
  [/COMMAND/, "stands for any command"],
];

/** What `npm start` does once everything is installed. */
const start = "npx autodata-lab run experiments/offline.yaml";

const commands = [...new Set([start, ...pages.flatMap(commandsOf)])].filter((line) =>
  leftOut.every(([which]) => !which.test(line)),
);

function commandsOf(page: string): string[] {
  const lines = readFileSync(page, "utf8").matchAll(/^ {4}(npx autodata-lab .*|cp -r .*)$/gm);
  return [...lines].map(([, line = ""]) => filled(line.replace(/\s+#.*$|\s{3,}.*$/, "").trim()));
}

function filled(line: string): string {
  return inSmallRun
    .reduce((text, [shown, small]) => text.replace(shown, small), line)
    .split(" ")
    .map((word) =>
      word.replace(
        /^(RUN|DIR|EXPERIMENT|HARNESS|FILE\.jsonl|FILE\.yaml)(?=$|:)/,
        (name) => placeholders[name] ?? name,
      ),
    )
    .join(" ");
}

let clone = "";
beforeAll(() => {
  clone = smallClone(mkdtempSync(join(tmpdir(), "clone-")));
  editHarness("my-harness");
});
afterAll(() => rmSync(clone, { recursive: true }));

describe("the pages' commands work as written", () => {
  test.each(commands)(
    "%s",
    async (line) => {
      const { code, stderr, stdout } = await shell(line);
      const copy = /^cp -r harness-baseline\/\S+ (\S+)$/.exec(line)?.[1];
      if (copy !== undefined) editHarness(copy);
      expect({ code, stderr: code === 0 ? "" : stderr + stdout.slice(-2000) }).toEqual({
        code: 0,
        stderr: "",
      });
    },
    120_000,
  );
});

test("the README names every command that there is", async () => {
  const { stdout } = await shell("npx autodata-lab --help");
  const names = [...stdout.matchAll(/^ {2}([a-z]+) /gm)]
    .map(([, name]) => name)
    .filter((name) => name !== "help");
  const readme = readFileSync("README.md", "utf8");
  expect(names.filter((name) => !readme.includes(`autodata-lab ${name}`))).toEqual([]);
});

/** What the pages ask of the reader behind a copy. */
function editHarness(name: string): void {
  appendFileSync(join(clone, name, "prompts/challenger.md"), "\nAsk for a reason rather than a name.\n");
}

function shell(line: string): Promise<ProcessResult> {
  return runProcess("bash", ["-c", `PATH="$PWD/shims:$PATH"; ${line}`], { cwd: clone });
}

/** Links to this project, with experiments of its own, and `npx` that finds the command without a registry. */
function smallClone(folder: string): string {
  for (const name of readdirSync(".")) {
    if (!/^(experiments|corpus|runs|\..*)$/.test(name)) symlinkSync(resolve(name), join(folder, name));
  }
  cpSync("experiments", join(folder, "experiments"), { recursive: true });
  for (const name of readdirSync("experiments").filter((one) => /^offline.*\.yaml$/.test(one))) {
    const path = join(folder, "experiments", name);
    writeFileSync(path, smaller(readFileSync(path, "utf8")));
  }
  for (const name of readdirSync("corpus")) everyNth(3, join("corpus", name), join(folder, "corpus", name));
  everyNth(2, "corpus/computer-science-notes", join(folder, "notes"));
  cpSync("harness-baseline/cs-research", join(folder, "my-harness"), { recursive: true });
  mkdirSync(join(folder, "shims"));
  const npx = join(folder, "shims", "npx");
  writeFileSync(npx, `#!/bin/sh\nshift\nexec node "${resolve("bin/autodata-lab.js")}" "$@"\n`);
  chmodSync(npx, 0o755);
  return folder;
}

/** A folder of documents with every second or third of its files. */
function everyNth(n: number, from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const [at, name] of readdirSync(from).sort().entries()) {
    if (at % n === 0 || !name.endsWith(".md")) cpSync(join(from, name), join(to, name));
  }
}

function smaller(experiment: string): string {
  return experiment
    .replace(/iterations: \d+/g, "iterations: 2")
    .replace(/splits: \{.*\}/, "splits: { train: 3, validation: 2, test: 2 }")
    .replace(/rounds: \d+/, "rounds: 3")
    .replace(/minibatch: \d+/, "minibatch: 2")
    .replace(/final_test_repeats: \d+/, "final_test_repeats: 1");
}
