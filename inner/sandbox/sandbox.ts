/** What running untrusted workflow code means: limits in, one result out that says how it ended. */

export interface SandboxLimits {
  /** Interrupt ticks of the engine: its own measure of work, the same on every machine. */
  readonly ticks: number;
  readonly memoryBytes: number;
  /** Calls from the sandbox to the host, notes included. */
  readonly hostCalls: number;
  /** Characters of arguments sent to the host over the whole run. */
  readonly outputCharacters: number;
  /**
   * Backstop in milliseconds of the sandbox's own computing (time spent waiting for the host is not counted).
   * Reaching it says something about this machine, not about the harness.
   */
  readonly wallClockMs: number;
}

export interface SandboxProgram {
  /** JavaScript bundle (ES module text) whose default export is the workflow. */
  readonly code: string;
  /** Values placed on the host object: document, stages, rounds. JSON. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What host.prompt(name) returns. */
  readonly prompts: Readonly<Record<string, string>>;
}

/**
 * Answers one host call. `ordinal` counts the program's host calls (notes included) from 0 in issue order;
 * `delivered` is how many replies the program had received when it issued this call, so that a host can decide
 * from what the program knew and not from what happened to be finished. A note counts as delivered at once when
 * every earlier call has been. A rejection with HostRefusal becomes an Error inside the sandbox (that of a note
 * is lost); any other rejection ends the run as `aborted` with it, once every earlier call has been delivered.
 * Calls issued after the last delivery of a program that then ends are not passed on, notes excepted: nobody is
 * left to receive their replies.
 */
export type HostCall = (
  name: HostFunction,
  args: readonly unknown[],
  ordinal: number,
  delivered: number,
) => Promise<unknown>;

export type HostFunction = "chat" | "propose" | "verify" | "evaluate" | "skip" | "note";

/** The host says no to one call; the harness sees the message as an Error and may go on. */
export class HostRefusal extends Error {
  override readonly name = "HostRefusal";
}

export type SandboxResult = { readonly ticks: number; readonly hostCalls: number } & SandboxEnding;

/** How a program ended. */
export type SandboxEnding =
  | { readonly ended: "returned" }
  /**
   * The code threw, did not parse, has no default export, left a promise that nobody can settle, or broke the
   * engine (a trap, which repeats as exactly as an Error does).
   */
  | { readonly ended: "threw"; readonly message: string }
  | {
      readonly ended: "limit";
      readonly limit: "ticks" | "memory" | "host_calls" | "output";
      readonly message: string;
    }
  /** The wall-clock backstop, or a lost worker: this machine's trouble, though a program can provoke the first. */
  | { readonly ended: "backstop"; readonly message: string }
  /** A host call rejected with something other than HostRefusal, or the signal was aborted. */
  | { readonly ended: "aborted"; readonly reason: unknown };

/** A pool of worker threads, each running many programs, every program in a fresh engine of its own. */
export interface Sandbox {
  /** Never rejects for anything the program does. */
  run(
    program: SandboxProgram,
    host: HostCall,
    limits: SandboxLimits,
    signal?: AbortSignal,
  ): Promise<SandboxResult>;
  close(): Promise<void>;
}
