import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { bundledCommand } from "./bundle.js";

/**
 * Runs the command line (bundled, or where that cannot be through tsx) as a child with the same streams, and resolves
 * to the exit code to leave with. A terminal's Ctrl-C reaches the child by itself; this process only waits for it to stop.
 * Through the channel between them the child learns when this process is killed, and ends too.
 * @param {string} folder the project's
 * @param {readonly string[]} args
 */
export async function launch(folder, args) {
  const child = spawn(process.execPath, [...(await command(folder)), ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  const atTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (mustForward(signal, atTerminal)) child.kill(signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(exitCode(code, signal)));
  });
}

/** The command line as arguments of Node. */
export async function command(folder) {
  const bundle = await bundledCommand(folder);
  return bundle === null
    ? ["--import", import.meta.resolve("tsx"), join(folder, "cli", "main.ts")]
    : ["--enable-source-maps", bundle];
}

/** Whether the child does not get this signal from the terminal; a second copy would look like a second Ctrl-C. */
export function mustForward(signal, atTerminal) {
  return signal !== "SIGINT" || !atTerminal;
}

/** A child's exit code, or 128 and the number of the signal that ended it, as shells count. */
export function exitCode(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0);
}
