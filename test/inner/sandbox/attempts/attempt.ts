import type { SandboxLimits } from "../../../../inner/sandbox/sandbox.js";

/** How a run ended: the sandbox's own names, its limits by theirs, and two that only controls know. */
export type Ending =
  | "returned"
  | "threw"
  | "ticks"
  | "memory"
  | "host_calls"
  | "output"
  | "backstop"
  | "aborted"
  /** The control's own bound stopped it. */
  | "ran on"
  /** The host failed in its own code. */
  | "host failed";

/** What one run came to, wherever it ran. */
export interface Outcome {
  readonly ended: Ending;
  readonly message: string;
  /** What the program told the host. */
  readonly notes: readonly string[];
  /** Its other calls as the host read them, `name [arguments]`, at most 100 characters each. */
  readonly calls: readonly string[];
  /** Names that every object of the host's realm has since. */
  readonly stains: readonly string[];
}

/** What is required of an outcome; absent means anything. `message` is a part of the message. */
export type Expected = Pick<Outcome, "ended"> & Partial<Outcome>;

/** Where a control runs: the limit or the wall that is to hold the attempt is missing there. */
export type Realm =
  /** The sandbox, with limits that are wide enough. */
  | "wide sandbox"
  /** QuickJS with all its library, and a host object written without distrust. */
  | "bare engine"
  /** A context of node:vm, in a child process; host and program hand each other objects. */
  | "node:vm"
  /** A module of a child process of Node. */
  | "node module";

export interface Control {
  readonly realm: Realm;
  /** For a program that needs a small change to bite there. */
  readonly source?: string;
  /** In place of the wide ones. */
  readonly limits?: Partial<SandboxLimits>;
  /** What the attempt is after. */
  readonly gains: Expected;
}

/** One way to break out, to use more than is allowed, or to know what is not to be known. */
export interface Attempt {
  readonly name: string;
  /** A bundle, as the sandbox gets it. */
  readonly source: string;
  /** Runs that follow each other in one pool, or in one realm of the control; the last one's outcome counts. */
  readonly runs?: number;
  /** In place of the narrow ones. */
  readonly limits?: Partial<SandboxLimits>;
  /** What must happen in the sandbox. */
  readonly contained: Expected;
  readonly control: Control;
}

export interface Family {
  readonly name: string;
  readonly attempts: readonly Attempt[];
}

/** Little of everything, so that exhaustion is quick. */
export const narrow: SandboxLimits = {
  ticks: 40,
  memoryBytes: 4 * 2 ** 20,
  hostCalls: 20,
  outputCharacters: 10_000,
  wallClockMs: 60_000,
};

/** Room for every attempt that is finite. */
export const wide: SandboxLimits = {
  ticks: 20_000,
  memoryBytes: 128 * 2 ** 20,
  hostCalls: 10_000,
  outputCharacters: 20_000_000,
  wallClockMs: 60_000,
};

/** A program whose workflow has this body. */
export const workflow = (body: string) => `export default async (host) => {\n${body}\n};`;
