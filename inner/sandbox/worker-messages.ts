import type { HostFunction, SandboxLimits, SandboxResult } from "./sandbox.js";

/** What a worker thread is born with. */
export interface WorkerSetup {
  /** The compiled engine. */
  readonly engine: WebAssembly.Module;
  /** JavaScript expression whose value is the module of prelude.ts. */
  readonly prelude: string;
  readonly gauge: SharedArrayBuffer;
}

/** A program as it travels: `values` and `prompts` are JSON texts. */
export interface ProgramText {
  readonly code: string;
  readonly values: string;
  readonly prompts: string;
  readonly limits: SandboxLimits;
}

/** A host call on its way out. */
export interface CallText {
  readonly ordinal: number;
  readonly name: HostFunction;
  /** JSON text of the array of arguments. */
  readonly args: string;
  /** How many calls, from the first on, were dealt with when it was made: replied to, or notes. */
  readonly delivered: number;
}

/** A reply on its way into the sandbox: JSON text of the value, or of the message of a refusal. */
export interface ReplyText {
  readonly ok: boolean;
  readonly text: string;
}

/** How a program ended, as far as the worker can tell; only the main thread ends one as aborted. */
export type WorkerVerdict = Exclude<SandboxResult, { ended: "aborted" }>;

/** The same before the counts are added. */
export type Ending = WithoutCounts<WorkerVerdict>;
type WithoutCounts<V> = V extends unknown ? Omit<V, "ticks" | "hostCalls"> : never;

export type ToWorker =
  | ({ readonly type: "start"; readonly program: number } & ProgramText)
  | ({ readonly type: "reply"; readonly program: number; readonly ordinal: number } & ReplyText)
  | { readonly type: "drop"; readonly program: number };

/** What one turn of a program came to. */
export interface TurnReport {
  readonly program: number;
  /** The host calls made in it, in issue order. */
  readonly calls: readonly CallText[];
  /** Ticks of the program so far. */
  readonly ticks: number;
  /** How the program ended; undefined while it waits for replies. */
  readonly verdict: WorkerVerdict | undefined;
}
