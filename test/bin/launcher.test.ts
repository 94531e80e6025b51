import { realpathSync } from "node:fs";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startProcess } from "../../foundation/processes.js";

interface Prepare {
  nodeProblem(version: string): string | null;
  installReason(folder: string): string | null;
}
interface Bundle {
  bundledCommand(folder: string): Promise<string | null>;
  signatureOf(folder: string): string;
}
interface Launch {
  command(folder: string): Promise<string[]>;
  mustForward(signal: string, atTerminal: boolean): boolean;
  exitCode(code: number | null, signal: string | null): number;
}
const bin = new URL("../../bin/", import.meta.url);
const { nodeProblem, installReason }: Prepare = await import(new URL("prepare.js", bin).href);
const { bundledCommand, signatureOf }: Bundle = await import(new URL("bundle.js", bin).href);
const { command, mustForward, exitCode }: Launch = await import(new URL("launch.js", bin).href);

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

/** A project of two files, the second of which says where it lies. */
async function smallProject(): Promise<void> {
  for (const one of ["cli", "experiments", "outer", "population", "inner", "models", "foundation"]) {
    await mkdir(join(folder, one));
  }
  await writeFile(
    join(folder, "cli/main.ts"),
    'import { place } from "../models/place.js";\nconsole.log(place);\n',
  );
  await writeFile(join(folder, "models/place.ts"), "export const place: string = import.meta.url;\n");
}

async function saidBy(args: readonly string[]): Promise<string> {
  const child = startProcess(process.execPath, args, { cwd: tmpdir() });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  await new Promise((resolve) => child.on("close", resolve));
  return said.trim();
}

test("the sources are bundled once, know where they lie, and are bundled again after a change", async () => {
  await smallProject();
  const first = await bundledCommand(folder);
  expect(await saidBy(await command(folder))).toBe(
    pathToFileURL(join(realpathSync(folder), "models/place.ts")).href,
  );
  expect(await bundledCommand(folder)).toBe(first);
  const before = signatureOf(folder);
  await writeFile(join(folder, "models/place.ts"), 'export const place = "elsewhere";\n');
  expect(signatureOf(folder)).not.toBe(before);
  expect(await saidBy(await command(folder))).toBe("elsewhere");
});

test("what cannot be bundled is run through tsx", async () => {
  await smallProject();
  await writeFile(join(folder, "models/place.ts"), "export const place: string = ;\n");
  expect(await bundledCommand(folder)).toBeNull();
  expect(await command(folder)).toEqual([
    "--import",
    expect.stringContaining("tsx"),
    join(folder, "cli/main.ts"),
  ]);
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
