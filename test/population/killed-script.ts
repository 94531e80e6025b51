import { fileURLToPath } from "node:url";
import { startProcess } from "../../foundation/processes.js";

/**
 * Runs a TypeScript file in a process of its own until it has printed `enough` lines, kills it without warning
 * (SIGKILL), and returns every whole line that it had printed.
 */
export function linesUntilKilled(script: URL, args: readonly string[], enough: number): Promise<string[]> {
  const child = startProcess(process.execPath, ["--import", "tsx", fileURLToPath(script), ...args]);
  let printed = "";
  let trouble = "";
  child.stderr.on("data", (chunk) => {
    trouble += chunk;
  });
  child.stdout.on("data", (chunk) => {
    printed += chunk;
    if (printed.split("\n").length > enough) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("close", (_, signal) => {
      if (signal === "SIGKILL") resolve(printed.split("\n").slice(0, -1));
      else reject(new Error(`the script ended by itself: ${trouble}`));
    });
  });
}
