import { sha256 } from "../../foundation/digest.js";
import type { HostCall, SandboxLimits, SandboxProgram, SandboxResult } from "./sandbox.js";
import { HostRefusal } from "./sandbox.js";
import type { CallText, ProgramText, ReplyText } from "./worker-messages.js";

interface IssuedCall {
  readonly expectsReply: boolean;
  readonly fingerprint: string;
  reply?: ReplyText;
}

/** Carries a reply to the worker that runs the program. */
export type Deliver = (ordinal: number, reply: ReplyText) => void;

/**
 * One program seen from the main thread: answers its calls through the host, delivers the replies in issue
 * order, and holds the result. It outlives its worker: started again elsewhere, the program makes the same calls
 * again, which are answered from here and never reach the host a second time.
 */
export class ProgramRun {
  readonly text: ProgramText;
  readonly result: Promise<SandboxResult>;
  /** How many workers it was started in. */
  starts = 0;
  readonly #host: HostCall;
  readonly #calls: IssuedCall[] = [];
  #resolve: ((result: SandboxResult) => void) | undefined;
  #deliver: Deliver | undefined;
  /** Of the calls that the present worker has made, how many, and how many of them are dealt with. */
  #made = 0;
  #delivered = 0;
  #ticks = 0;

  constructor(
    readonly id: number,
    { code, values, prompts }: SandboxProgram,
    host: HostCall,
    limits: SandboxLimits,
  ) {
    this.text = { code, values: JSON.stringify(values), prompts: JSON.stringify(prompts), limits };
    this.#host = host;
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get over(): boolean {
    return this.#resolve === undefined;
  }

  /** A worker is about to run the program from its beginning. */
  started(deliver: Deliver): void {
    this.#deliver = deliver;
    this.#made = 0;
    this.#delivered = 0;
    this.starts += 1;
  }

  /** The worker reports a call, in issue order. */
  called(ordinal: number, call: CallText): void {
    this.#made = ordinal + 1;
    this.#ticks = call.ticks;
    const fingerprint = sha256(`${call.name} ${call.delivered} ${call.args}`);
    const known = this.#calls[ordinal];
    if (known === undefined) this.#issue(ordinal, call, fingerprint);
    else if (known.fingerprint !== fingerprint) {
      this.stopped(`started again, the program made another call ${ordinal} than before`);
    }
    this.#flush();
  }

  /** Ends the run, unless it is over. */
  finish(result: SandboxResult): void {
    this.#resolve?.(result);
    this.#resolve = undefined;
    this.#deliver = undefined;
  }

  aborted(reason: unknown): void {
    this.finish({ ended: "aborted", reason, ticks: this.#ticks, hostCalls: this.#calls.length });
  }

  /** Ends the run through no verdict of its worker. */
  stopped(message: string): void {
    this.finish({ ended: "backstop", message, ticks: this.#ticks, hostCalls: this.#calls.length });
  }

  #issue(ordinal: number, { name, args, delivered }: CallText, fingerprint: string): void {
    const call: IssuedCall = { expectsReply: name !== "note", fingerprint };
    this.#calls[ordinal] = call;
    const answered = async () => this.#host(name, argumentList(args), ordinal, delivered);
    answered().then(
      (value) => this.#answer(call, () => ({ ok: true, text: JSON.stringify(value) ?? "null" })),
      (error: unknown) =>
        this.#answer(call, () => {
          if (error instanceof HostRefusal) return { ok: false, text: JSON.stringify(error.message) };
          throw error;
        }),
    );
  }

  /** `makeReply` throws what ends the run as aborted. */
  #answer(call: IssuedCall, makeReply: () => ReplyText): void {
    try {
      call.reply = makeReply();
      this.#flush();
    } catch (error) {
      this.aborted(error);
    }
  }

  #flush(): void {
    while (this.#delivered < this.#made) {
      const call = this.#calls[this.#delivered];
      if (call?.expectsReply) {
        if (call.reply === undefined) return;
        this.#deliver?.(this.#delivered, call.reply);
      }
      this.#delivered += 1;
    }
  }
}

function argumentList(json: string): unknown[] {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list)) throw new Error("the engine sent a call without a list of arguments");
  return list;
}
