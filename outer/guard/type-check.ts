import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import pLimit from "p-limit";
import { type Clock, systemClock } from "../../foundation/clock.js";
import { RunStopped } from "../../foundation/errors.js";
import { runProcess } from "../../foundation/processes.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { type CompilerOutput, readCompilerOutput } from "./compiler-output.js";
import { isHarnessPath } from "./paths.js";

/** Findings of the type-checker, with file and line; none when the harness type-checks. */
export type TypeCheck = (harness: HarnessFiles) => Promise<string[]>;

export interface TypeCheckOptions {
  readonly clock?: Clock;
  /** Where the folders of the checks are made. */
  readonly temporaryFolder?: string;
  /** The TypeScript compiler's program; the installed one when absent. */
  readonly compiler?: string;
}

/** Checks that run at once; each is a process of about 30 MB and 50 ms. */
const concurrentChecks = 2;
/** About a thousand times what the baseline needs: only types that do not come to an end take that long. */
const timeoutMs = 60_000;

/**
 * Type-checks harnesses with the TypeScript compiler, against the host interface and the standard library of
 * ECMAScript 2023 alone. Each check works in a folder of its own and removes it. @throws Error when the compiler
 * is not installed; checks reject with Error when it cannot do its work, with RunStopped when somebody ended it.
 */
export function createTypeCheck(options: TypeCheckOptions = {}): TypeCheck {
  const limit = pLimit(concurrentChecks);
  const { clock = systemClock, temporaryFolder = tmpdir(), compiler = installedCompiler() } = options;
  const setting = { clock, temporaryFolder, compiler };
  return (harness) => limit(() => checkInFolder(harness, setting));
}

async function checkInFolder(harness: HarnessFiles, setting: Required<TypeCheckOptions>): Promise<string[]> {
  const { clock, compiler, temporaryFolder } = setting;
  const folder = await realpath(await mkdtemp(join(temporaryFolder, "autodata-type-check-")));
  try {
    await writeProject(folder, harness);
    const args = ["--project", folder, "--pretty", "false", "--listFiles", "--singleThreaded"];
    const started = clock.elapsed();
    const result = await runProcess(compiler, args, { cwd: folder, timeoutMs });
    if (result.code === null) return endedBySignal(clock.elapsed() - started);
    const output = readCompilerOutput(result.stdout, folder);
    if (result.code !== 0 && output.errors.length === 0) {
      throw new Error(`the TypeScript compiler failed: ${result.stderr.trim() || result.stdout.trim()}`);
    }
    const foreign = foreignFindings(output, folder, dirname(compiler));
    return foreign.length > 0 ? foreign : output.errors;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws RunStopped when it was not our time-out: an interrupt reaches the compiler too, and is no finding. */
function endedBySignal(afterMs: number): string[] {
  if (afterMs >= timeoutMs) return ["type-checking did not come to an end: use simpler types"];
  throw new RunStopped("The type-checker was ended by a signal; the same command continues.", "interrupt");
}

const contractPath = fileURLToPath(new URL("../../inner/harness/contract.ts", import.meta.url));

/** Strict, and nothing beyond the language: no DOM, no Node, no packages. */
const compilerOptions = {
  target: "ES2022",
  module: "ESNext",
  moduleResolution: "Bundler",
  lib: ["ES2023"],
  types: [],
  strict: true,
  noEmit: true,
  isolatedModules: true,
  resolveJsonModule: false,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  paths: { "autodata/harness": [contractPath] },
};

/** Asks of the default export that it is a workflow; its name stands in the findings. */
const entryName = "default-export-of-workflow.ts";
const entryText = `import type { Workflow } from "autodata/harness";
import workflow from "./harness/workflow.js";
export const checked: Workflow = workflow;
`;

async function writeProject(folder: string, harness: HarnessFiles): Promise<void> {
  const config = { compilerOptions, include: ["harness/**/*.ts", entryName] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  await writeFile(join(folder, entryName), entryText);
  for (const [path, text] of harness) {
    if (!isHarnessPath(path)) throw new Error(`${path} is not a path of a harness`);
    const file = join(folder, "harness", path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** A type import or a reference can read any file of the machine; the bundler, which drops types, does not see it. */
function foreignFindings(output: CompilerOutput, folder: string, library: string): string[] {
  const own = folder + sep;
  const foreign = output.files
    .map((file) => resolve(file))
    .filter((file) => !file.startsWith(own) && !file.startsWith(library + sep) && file !== contractPath);
  return foreign.length === 0
    ? []
    : [
        'the code imports or references a file outside the harness: only its own modules and types from "autodata/harness" may be imported',
      ];
}

/** The native compiler. Its launcher script would survive a time-out only as an orphan that holds our pipes. */
function installedCompiler(): string {
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
  const name = process.platform === "win32" ? "tsc.exe" : "tsc";
  return join(dirname(createRequire(typescript).resolve(platform)), "lib", name);
}
