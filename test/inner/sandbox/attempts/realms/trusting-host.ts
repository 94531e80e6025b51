import { HostRefusal } from "../../../../../inner/sandbox/sandbox.js";
import type { Ending, Outcome } from "../attempt.js";

/** Texts of the host object that no program is to change. */
export const document = { title: "On queues", text: "A queue is a line." };

/**
 * A host that believes what it is handed: it reads arguments twice, once to check and once to use them, and waits
 * for them. The sandbox and all controls have the same one, so that they differ in the border alone.
 */
export class TrustingHost {
  readonly notes: string[] = [];
  readonly calls: string[] = [];
  #evaluated = false;

  note(line: unknown): void {
    this.notes.push(String(line));
  }

  /**
   * `hops` in the second argument says how many microtasks the reply takes; `beforeReply` comes after them.
   * The reply shows both readings. One evaluation is allowed.
   */
  async answer(name: string, args: readonly unknown[], beforeReply?: () => Promise<void>): Promise<unknown> {
    if (name === "evaluate" && this.#evaluated) throw new HostRefusal("one evaluation is allowed");
    try {
      const checked = JSON.stringify(args);
      if (name === "evaluate") this.#evaluated = true;
      const used = JSON.stringify(await Promise.all(args));
      this.calls.push(`${name} ${used}`.slice(0, 100));
      for (let hop = 0; hop < hopsOf(args[1]); hop++) await null;
      await beforeReply?.();
      return { text: "reply", checked, used };
    } catch (error) {
      this.calls.push(`${name} failed in the host`);
      throw error;
    }
  }

  outcome(ended: Ending, message: string): Outcome {
    const { notes, calls } = this;
    const stains: string[] = [];
    for (const name in {}) stains.push(name);
    return { ended, message, notes, calls, stains };
  }
}

function hopsOf(request: unknown): number {
  return typeof request === "object" && request !== null && "hops" in request ? Number(request.hops) : 0;
}
