import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Ending, Outcome, Realm } from "../attempt.js";
import type { Answer, Order } from "./node-messages.js";

/** Four times the usual one, and still half of what a thread has. */
const stackKilobytes = 3900;
const boundMs = 60;
/** When not even the bound inside the child is kept. */
const graceMs = 150;

/** Plain Node, in one child process for many programs; a new one when a program does not let go of it. */
export class NodeRealm {
  #child: Promise<ChildProcess> | undefined;
  #nextId = 0;

  /** Plays the program; when `expected` is that it runs on, for a short time only. */
  async run(realm: Realm, source: string, runs: number, expected: Ending): Promise<Outcome> {
    const id = this.#nextId++;
    const endless = expected === "ran on";
    this.#child ??= startChild();
    const child = await this.#child;
    return new Promise((resolve, reject) => {
      let stopped = false;
      const stop = () => {
        stopped = true;
        void this.close();
      };
      const timer = endless ? setTimeout(stop, boundMs + graceMs) : undefined;
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        child.off("message", onMessage).off("exit", onExit);
        settle();
      };
      const onMessage = (answer: Answer) => {
        if (answer.id === id) finish(() => resolve(answer.outcome));
      };
      const onExit = () => {
        if (stopped)
          finish(() => resolve({ ended: "ran on", message: "", notes: [], calls: [], stains: [] }));
        else finish(() => reject(new Error("the child process of a control ended")));
      };
      child.on("message", onMessage).on("exit", onExit);
      child.send({ id, realm, source, runs, ...(endless ? { boundMs } : {}) } satisfies Order);
    });
  }

  async close(): Promise<void> {
    const child = await this.#child;
    this.#child = undefined;
    child?.kill("SIGKILL");
  }
}

function startChild(): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL("./node-realm-child.ts", import.meta.url)), {
    execArgv: ["--import", "tsx", `--stack-size=${stackKilobytes}`],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve(child)).once("error", reject);
    child.once("exit", () => reject(new Error("the child process of the controls did not start")));
  });
}
