import type { Command } from "commander";
import { expect, it } from "vitest";
import { program } from "../../cli/program.js";

function everyCommand(command: Command, path = ""): { path: string; command: Command }[] {
  return command.commands.flatMap((one) => {
    const here = `${path} ${one.name()}`.trim();
    return [{ path: here, command: one }, ...everyCommand(one, here)];
  });
}

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

it.each(everyCommand(program()))(
  "the help of $path has examples that call it, and options that it has",
  ({ path, command }) => {
    const [, examples = ""] = helpOf(command).split(/^Examples$/m);
    const calls = examples.split("\n").filter((line) => line.includes("autodata-lab"));
    expect(calls.some((line) => line.includes(`autodata-lab ${path}`))).toBe(true);
    const flags = command.options.map(({ long }) => long);
    const own = calls
      .filter((line) => line.includes(`autodata-lab ${path} `))
      .map((line) => line.split("|")[0] ?? "");
    for (const [flag] of own.join("\n").matchAll(/(?<=\s)--[a-z-]+/g)) {
      if (command.commands.length === 0) expect(flags).toContain(flag);
    }
  },
);

it("the exit codes stand in the help of the program", () => {
  expect(helpOf(program())).toMatch(/Exit codes: 0 done · 1 .* · 2 .*\n?.*3 .* · 130 /s);
});
