import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completables, completionScript, shells } from "../../cli/completion-script.js";
import { program } from "../../cli/program.js";
import { runProcess } from "../../foundation/processes.js";

const commands = completables(program());
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "completion-"));
  for (const shell of shells)
    writeFileSync(join(folder, shell), completionScript(shell, "autodata-lab", commands));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What bash offers when the last word of the line is completed. */
async function offered(...words: string[]): Promise<string[]> {
  const line = ["autodata-lab", ...words].map((word) => `'${word}'`).join(" ");
  const script = `source ${join(folder, "bash")}; COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _autodata_lab; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { code, stdout, stderr } = await runProcess("bash", ["--norc", "-c", script]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.split("\n").filter((word) => word !== "");
}

describe("completion in bash", () => {
  it("offers commands, subcommands, options, and the choices of an option", async () => {
    expect(await offered("gen")).toEqual(["generate"]);
    expect(await offered("")).toEqual(expect.arrayContaining(program().commands.map((one) => one.name())));
    expect(await offered("history", "")).toEqual(expect.arrayContaining(["export", "import"]));
    expect(await offered("corpus", "check", "papers", "--min")).toEqual(["--min-words"]);
    expect(await offered("generate", "--format", "")).toEqual(["train", "benchmark"]);
    expect(await offered("init", "--provider", "o")).toEqual(["openai", "openrouter", "ollama"]);
  });

  it("leaves files to the shell where anything may be typed", async () => {
    expect(await offered("run", "exp")).toEqual([]);
    expect(await offered("run", "x.yaml", "--corpus", "")).toEqual([]);
  });
});

it("every command and option is in the script of every shell", () => {
  for (const shell of shells) {
    const script = completionScript(shell, "autodata-lab", commands);
    for (const { path, options } of commands) {
      for (const word of path.split(" ")) expect(script).toContain(word);
      for (const { flag } of options) expect(script).toContain(flag.replace(/^--/, ""));
    }
  }
});
