// Installs the dependencies when they are missing or outdated. Plain JavaScript without dependencies: it runs
// before there are any, by itself (prestart, pretest) and from the launcher.
import { spawn } from "node:child_process";
import { realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** How much of npm's report is shown when it fails; its cause comes first, its manual after. */
const reportLines = 20;

const thisFile = fileURLToPath(import.meta.url);
export const projectFolder = dirname(dirname(thisFile));

/**
 * Why this version of Node cannot run the project, in one sentence; null when it can.
 * @param {string} version such as "20.11.1"
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return null;
  return `Autodata Lab needs Node 20.19 or newer; this is Node ${version}.`;
}

/**
 * Why dependencies must be installed; null when they need not be. npm writes its marker last, so an
 * interrupted install counts as none.
 * @param {string} folder the project's
 * @returns {"first run only" | "package-lock.json has changed" | null}
 */
export function installReason(folder) {
  const installed = modified(join(folder, "node_modules", ".package-lock.json"));
  if (installed === null) return "first run only";
  const wanted = modified(join(folder, "package-lock.json"));
  return wanted !== null && installed < wanted ? "package-lock.json has changed" : null;
}

/**
 * Installs when there is a reason to, with one line on stderr. Resolves to the exit code to leave with: 0 when
 * everything is in place.
 * @param {string} folder the project's
 */
export async function prepare(folder) {
  const problem = nodeProblem(process.versions.node);
  if (problem !== null) {
    process.stderr.write(`${problem}\n`);
    return 2;
  }
  const reason = installReason(folder);
  if (reason === null) return 0;
  process.stderr.write(`Installing dependencies (${reason}) … `);
  const started = performance.now();
  const { code, output } = await npmCi(folder);
  if (code === 0) {
    process.stderr.write(`${Math.round((performance.now() - started) / 1000)} s\n`);
    return 0;
  }
  const report = output.split("\n").slice(0, reportLines).join("\n");
  process.stderr.write(`failed\n${report}\nnpm ci could not install the dependencies; it says why above.\n`);
  return 1;
}

function npmCi(folder) {
  return new Promise((resolve) => {
    const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    const npm = spawn("npm", args, { cwd: folder, shell: process.platform === "win32" });
    const chunks = [];
    npm.stdout.on("data", (chunk) => chunks.push(chunk));
    npm.stderr.on("data", (chunk) => chunks.push(chunk));
    npm.on("error", (error) => resolve({ code: 1, output: `npm cannot be started: ${error.message}` }));
    npm.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8").trim() }));
  });
}

/** When a file was last modified, in milliseconds; null when there is none. */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === thisFile) {
  process.exitCode = await prepare(projectFolder);
}
