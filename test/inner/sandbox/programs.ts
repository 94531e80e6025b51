import type { HostCall, Sandbox, SandboxLimits, SandboxResult } from "../../../inner/sandbox/sandbox.js";

export const roomy: SandboxLimits = {
  ticks: 20_000,
  memoryBytes: 32 * 1024 * 1024,
  hostCalls: 1000,
  outputCharacters: 1_000_000,
  wallClockMs: 60_000,
};

/** A program of which only the code matters. */
export const program = (code: string) => ({
  code,
  values: {
    document: { title: "On queues", text: "A queue is a line." },
    stages: ["weak", "strong"],
    rounds: 3,
  },
  prompts: { challenger: "Ask something." },
});

/** A host that writes calls down and answers `{ text: "reply <ordinal>" }`, or what `answer` says. */
export function listeningHost(answer?: HostCall): { host: HostCall; transcript: string[] } {
  const transcript: string[] = [];
  const host: HostCall = async (name, args, ordinal, delivered) => {
    transcript.push(`${ordinal} ${name} ${JSON.stringify(args)} after ${delivered}`);
    return answer ? answer(name, args, ordinal, delivered) : { text: `reply ${ordinal}` };
  };
  return { host, transcript };
}

export interface Ran {
  readonly result: SandboxResult;
  readonly transcript: readonly string[];
  /** The texts of the notes, in order. */
  readonly notes: readonly string[];
}

export async function runCode(
  sandbox: Sandbox,
  code: string,
  options: { limits?: Partial<SandboxLimits>; answer?: HostCall; signal?: AbortSignal } = {},
): Promise<Ran> {
  const notes: string[] = [];
  const { host, transcript } = listeningHost(options.answer);
  const noting: HostCall = (name, args, ordinal, delivered) => {
    if (name === "note") notes.push(String(args[0]));
    return host(name, args, ordinal, delivered);
  };
  const limits = { ...roomy, ...options.limits };
  const result = await sandbox.run(program(code), noting, limits, options.signal);
  return { result, transcript, notes };
}
