import { sha256 } from "../../foundation/digest.js";
import type { HostCall, SandboxLimits, SandboxProgram, SandboxResult } from "./sandbox.js";
import { HostRefusal } from "./sandbox.js";
import type { CallText, ProgramText, ReplyText, TurnReport } from "./worker-messages.js";

interface IssuedCall {
  readonly expectsReply: boolean;
  readonly fingerprint: string;
  answer?: ReplyText | { readonly failure: unknown };
}

/** Carries a reply to the worker that runs the program. */
export type Deliver = (ordinal: number, reply: ReplyText) => void;

/**
 * One program seen from the main thread: answers its calls through the host, delivers one reply per turn in
 * issue order, and holds the result. A call that failed ends the run when its turn comes, so that nothing
 * depends on how fast it failed.
 *
 * A run outlives its worker: started again elsewhere, the program makes the same calls again, which are answered
 * from here and never reach the host a second time.
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
  #computing = false;
  /** How many calls the present worker has made, and how many of them are dealt with. */
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
    this.#computing = true;
    this.#made = 0;
    this.#delivered = 0;
    this.starts += 1;
  }

  /** The worker finished a turn. Of the calls made in the last one only notes matter: nobody waits for replies. */
  turnEnded({ calls, ticks, verdict }: TurnReport): void {
    this.#computing = false;
    this.#ticks = ticks;
    for (const call of calls) if (verdict === undefined || call.name === "note") this.#called(call);
    if (verdict !== undefined) this.#finish(verdict);
    this.#advance();
  }

  aborted(reason: unknown): void {
    this.#finish({ ended: "aborted", reason, ...this.#counts() });
  }

  /** Ends the run without a verdict of its worker. */
  stopped(message: string): void {
    this.#finish({ ended: "backstop", message, ...this.#counts() });
  }

  #counts(): { ticks: number; hostCalls: number } {
    return { ticks: this.#ticks, hostCalls: this.#calls.length };
  }

  #finish(result: SandboxResult): void {
    this.#resolve?.(result);
    this.#resolve = undefined;
    this.#deliver = undefined;
  }

  #called(call: CallText): void {
    this.#made = call.ordinal + 1;
    const fingerprint = sha256(`${call.name} ${call.delivered} ${call.args}`);
    const known = this.#calls[call.ordinal];
    if (known === undefined) this.#issue(call, fingerprint);
    else if (known.fingerprint !== fingerprint) {
      this.stopped(`started again, the program made another call ${call.ordinal} than before`);
    }
  }

  #issue({ ordinal, name, args, delivered }: CallText, fingerprint: string): void {
    const call: IssuedCall = { expectsReply: name !== "note", fingerprint };
    this.#calls[ordinal] = call;
    const list = argumentList(args);
    if (list === undefined) {
      this.#finish({ ended: "threw", message: "the arguments of a call were no JSON", ...this.#counts() });
      return;
    }
    const ask = async () => replyText(await this.#host(name, list, ordinal, delivered));
    void ask()
      .catch(refusalOrFailure)
      .then((answer) => {
        call.answer = answer;
        if (!call.expectsReply && "failure" in answer) this.aborted(answer.failure);
        this.#advance();
      });
  }

  /** Delivers the next reply, if the program waits and the reply is there. */
  #advance(): void {
    while (!this.over && !this.#computing && this.#delivered < this.#made) {
      const call = this.#calls[this.#delivered];
      if (call?.expectsReply) {
        if (call.answer === undefined) return;
        if ("failure" in call.answer) {
          this.aborted(call.answer.failure);
          return;
        }
        this.#computing = true;
        this.#deliver?.(this.#delivered, call.answer);
      }
      this.#delivered += 1;
    }
  }
}

/** Undefined when the text is no JSON array, which only a broken engine can bring about. */
function argumentList(json: string): unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

function replyText(value: unknown): ReplyText {
  return { ok: true, text: JSON.stringify(value) ?? "null" };
}

function refusalOrFailure(error: unknown): ReplyText | { failure: unknown } {
  if (!(error instanceof HostRefusal)) return { failure: error };
  return { ok: false, text: JSON.stringify(error.message) };
}
