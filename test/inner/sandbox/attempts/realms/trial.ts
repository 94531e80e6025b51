import { createSandbox } from "../../../../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../../../../inner/sandbox/sandbox.js";
import { type Attempt, narrow, type Outcome, wide } from "../attempt.js";
import { runInBareEngine } from "./bare-engine.js";
import { runInSandbox } from "./in-sandbox.js";
import { NodeRealm } from "./node-realm.js";

/** Where attempts are tried: one pool of the sandbox, another one with wide limits, and the controls. */
export class Trial {
  private constructor(
    readonly sandbox: Sandbox,
    private readonly wideSandbox: Sandbox,
    private readonly node: NodeRealm,
  ) {}

  static async open(): Promise<Trial> {
    return new Trial(await createSandbox(), await createSandbox(), new NodeRealm());
  }

  /** The attempt as it is, in the pool where all are tried. */
  attempt({ source, runs = 1, limits }: Attempt): Promise<Outcome> {
    return runInSandbox(this.sandbox, source, runs, { ...narrow, ...limits });
  }

  /** The same without what is to hold it. */
  control({ source, runs = 1, control }: Attempt): Promise<Outcome> {
    const code = control.source ?? source;
    switch (control.realm) {
      case "wide sandbox":
        return runInSandbox(this.wideSandbox, code, runs, { ...wide, ...control.limits });
      case "bare engine":
        return runInBareEngine(code, runs);
      case "node:vm":
      case "node module":
        return this.node.run(control.realm, code, runs, control.gains.ended);
    }
  }

  /** What a program without bad intentions comes to in the pool. */
  normal(): Promise<Outcome> {
    const source = `export default async (host) => {
      const words = await Promise.all(["b", "a"].map(async (word) => word + (await host.verify(word)).text));
      host.note(JSON.stringify({ words: words.sort(), title: host.document.title, asked: host.prompt("challenger") }));
    };`;
    return runInSandbox(this.sandbox, source, 1, narrow);
  }

  async close(): Promise<void> {
    await Promise.all([this.sandbox.close(), this.wideSandbox.close(), this.node.close()]);
  }
}

/** What `normal` has to come to. */
export const normalOutcome: Outcome = {
  ended: "returned",
  message: "",
  notes: ['{"words":["areply","breply"],"title":"On queues","asked":"Ask something."}'],
  calls: ['verify ["b"]', 'verify ["a"]'],
  stains: [],
};
