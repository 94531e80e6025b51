import { RunStopped, UsageError } from "../foundation/errors.js";

/** Exit codes of every command; `--help` lists them. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return 2;
  if (error instanceof RunStopped) return error.cause_ === "interrupt" ? 130 : 3;
  return 1;
}

/** What people read: one sentence for what they can mend, the whole trace for what we must mend. */
export function messageOf(error: unknown): string {
  if (error instanceof UsageError || error instanceof RunStopped) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
