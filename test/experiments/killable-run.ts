import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { readRun } from "../../experiments/loaded-run.js";
import type { RecordingServer } from "./recording-server.js";
import { projectFolder } from "./small-experiment.js";

/** One experiment run by processes of its own, one after the other, on the same run folder. */
export class KillableRun {
  /** For each kill: the seeds of the calls stored by then, and of those asked since. */
  readonly storedBefore: { readonly stored: ReadonlySet<number>; readonly askedLater: () => number[] }[] = [];

  constructor(
    private readonly file: string,
    readonly out: string,
  ) {}

  /** Kills launcher and run when the server has received so many more requests; resolves to the signal. */
  async killedAfter(server: RecordingServer, requests: number): Promise<NodeJS.Signals | null> {
    const child = this.start();
    const last = server.seeds.length + requests;
    server.onRequest = () => {
      if (server.seeds.length === last && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    };
    const { signal } = await ended(child);
    const asked = server.seeds.length;
    this.storedBefore.push({ stored: storedSeeds(this.out), askedLater: () => server.seeds.slice(asked) });
    return signal;
  }

  /** Resolves to the exit code. */
  async toEnd(server: RecordingServer): Promise<number | null> {
    server.onRequest = () => {};
    const { code } = await ended(this.start());
    return code;
  }

  private start(): ChildProcess {
    const args = [join(projectFolder, "bin/autodata-lab.js"), "run", this.file, "--out", this.out];
    return spawn(process.execPath, args, { stdio: "ignore", detached: true });
  }
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
}

function storedSeeds(run: string): Set<number> {
  const history = readRun(run);
  const seeds = history.calls.keysUnder("").map((key) => history.calls.readCall(key)?.request.seed ?? -1);
  void history.close();
  return new Set(seeds);
}
