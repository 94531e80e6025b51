import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { childEnvironment } from "./environment.js";

/** How a finished child process ended. */
export interface ProcessResult {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  /** Added to what childEnvironment() lets through; no key of ours reaches a child. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** Runs a program to its end, without a shell. Rejects only when the program cannot be started. */
export function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = startProcess(command, args, options);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({
        code,
        stdout: Buffer.concat(stdout).toString("utf8"),
        stderr: Buffer.concat(stderr).toString("utf8"),
      }),
    );
    child.stdin.on("error", () => {});
    child.stdin.end(options.input);
  });
}

/** Starts a long-lived program whose streams the caller owns. */
export function startProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): ChildProcessWithoutNullStreams {
  return spawn(command, args, {
    cwd: options.cwd,
    timeout: options.timeoutMs,
    env: { ...childEnvironment(), ...options.environment },
  });
}

/**
 * Has a program show a text on this process's terminal and waits until the user has left it.
 * @returns false when the program cannot be started; nothing was shown then.
 */
export function showThrough(
  command: string,
  args: readonly string[],
  text: string,
  environment: Readonly<Record<string, string>>,
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["pipe", "inherit", "inherit"],
      env: { ...childEnvironment(), ...environment },
    });
    child.on("error", () => resolve(false));
    child.on("close", () => resolve(true));
    child.stdin.on("error", () => {});
    child.stdin.end(text);
  });
}
