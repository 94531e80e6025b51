import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startProcess } from "../../foundation/processes.js";

interface Prepare {
  nodeProblem(version: string): string | null;
  installReason(folder: string): string | null;
}
interface Launch {
  mustForward(signal: string, atTerminal: boolean): boolean;
  exitCode(code: number | null, signal: string | null): number;
}
const bin = new URL("../../bin/", import.meta.url);
const { nodeProblem, installReason }: Prepare = await import(new URL("prepare.js", bin).href);
const { mustForward, exitCode }: Launch = await import(new URL("launch.js", bin).href);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "launcher-"));
  await mkdir(join(folder, "node_modules"));
  await writeFile(join(folder, "package-lock.json"), "{}");
});
afterEach(() => rm(folder, { recursive: true }));

async function markerWritten(at: Date): Promise<void> {
  const marker = join(folder, "node_modules", ".package-lock.json");
  await writeFile(marker, "{}");
  await utimes(marker, at, at);
}

test("a clone without dependencies, or with an interrupted install, needs one", async () => {
  expect(installReason(folder)).toBe("first run only");
  await rm(join(folder, "node_modules"), { recursive: true });
  expect(installReason(folder)).toBe("first run only");
});

test("an install older than the lockfile is repeated, a newer one is not", async () => {
  await utimes(join(folder, "package-lock.json"), new Date("2024-01-02"), new Date("2024-01-02"));
  await markerWritten(new Date("2024-01-01"));
  expect(installReason(folder)).toBe("package-lock.json has changed");
  await markerWritten(new Date("2024-01-03"));
  expect(installReason(folder)).toBeNull();
});

test("a Node that cannot run the project is refused in one sentence", () => {
  expect(nodeProblem("18.20.4")).toBe("Autodata Lab needs Node 20.19 or newer; this is Node 18.20.4.");
  expect(nodeProblem("20.18.3")).not.toBeNull();
  expect([nodeProblem("20.19.0"), nodeProblem("22.0.0")]).toEqual([null, null]);
});

test("a terminal's Ctrl-C is left to the terminal; other signals are passed on", () => {
  expect(mustForward("SIGINT", true)).toBe(false);
  expect(mustForward("SIGINT", false)).toBe(true);
  expect(mustForward("SIGTERM", true)).toBe(true);
});

test("the launcher leaves with its child's code, or as a shell counts signals", () => {
  expect(exitCode(3, null)).toBe(3);
  expect(exitCode(null, "SIGINT")).toBe(130);
});

test("a command ends with its launcher, also when that is killed without warning", async () => {
  const project = fileURLToPath(new URL("..", bin));
  const script = `
    const { launch } = await import(${JSON.stringify(new URL("launch.js", bin).href)});
    await launch(${JSON.stringify(project)}, ["simulate", "--corpus", "corpus/computer-science-notes", "--port", "0"]);
  `;
  const launcher = startProcess(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: project,
  });
  // The command writes to the launcher's stdout, which therefore ends when both have ended.
  const bothEnded = new Promise((resolve) => launcher.on("close", resolve));
  await new Promise((resolve) => launcher.stdout.once("data", resolve));
  launcher.kill("SIGKILL");
  await bothEnded;
}, 60_000);
