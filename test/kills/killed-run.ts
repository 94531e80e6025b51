import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readRun } from "../../experiments/loaded-run.js";
import { historyBegun } from "../../population/history/open.js";
import type { RecordingServer } from "../experiments/recording-server.js";
import { projectFolder } from "../experiments/small-experiment.js";
import type { KillOrder } from "./killer.js";

/** Where a process died. `before`: it never came to the stage, and ended by itself. */
export type Landing = "within" | "after" | "before";

/** What one kill left behind. */
export interface Kill {
  readonly landing: Landing;
  /** Requests that had reached the server and were not stored. */
  readonly inFlight: number;
}

/** One experiment on one run folder, run by process after process, each killed in its turn. */
export class KilledRun {
  /** Stored calls that were asked again later: there must be none. */
  readonly askedAgain: number[] = [];
  /** Requests that were repeated although they had reached the server, over all kills. */
  repeated = 0;
  private stored = new Set<number>();
  private asked = new Set<number>();
  private looked = 0;

  constructor(
    private readonly server: RecordingServer,
    private readonly file: string,
    readonly out: string,
  ) {}

  /** Starts a process that is killed within a stage. */
  async killedIn(order: Omit<KillOrder, "note">): Promise<Kill> {
    const note = `${this.out}.kill`;
    rmSync(note, { force: true });
    await ended(this.start({ KILL_ORDER: JSON.stringify({ ...order, note }) }));
    const landing = existsSync(note) ? readFileSync(note, "utf8") : "";
    rmSync(note, { force: true });
    return this.look(landing === "within" || landing === "after" ? landing : "before");
  }

  /** Starts a process that is killed from outside so many milliseconds later, wherever it is. */
  async killedAfter(milliseconds: number): Promise<Kill> {
    const child = this.start({});
    const timer = setTimeout(() => kill(child), milliseconds);
    const { signal } = await ended(child);
    clearTimeout(timer);
    return this.look(signal === "SIGKILL" ? "within" : "before");
  }

  /** Lets a process run to its end; resolves to its exit code. */
  async toEnd(): Promise<number | null> {
    const { code } = await ended(this.start({}));
    this.look("before");
    return code;
  }

  /** What the server saw since the last look, against what the history holds. */
  private look(landing: Landing): Kill {
    const since = this.server.seeds.slice(this.looked);
    this.looked = this.server.seeds.length;
    this.askedAgain.push(...since.filter((seed) => this.stored.has(seed)));
    this.repeated += since.filter((seed) => this.asked.has(seed)).length;
    for (const seed of since) this.asked.add(seed);
    this.stored = storedSeeds(this.out);
    return { landing, inFlight: since.filter((seed) => !this.stored.has(seed)).length };
  }

  private start(variables: Readonly<Record<string, string>>): ChildProcess {
    const killer = fileURLToPath(new URL("killer.ts", import.meta.url));
    const main = join(projectFolder, "cli/main.ts");
    const args = ["--import", "tsx", "--import", killer, main, "run", this.file, "--out", this.out];
    return spawn(process.execPath, args, {
      cwd: projectFolder,
      stdio: ["ignore", "ignore", "inherit"],
      detached: true,
      env: { PATH: process.env["PATH"], ...variables },
    });
  }
}

function kill(child: ChildProcess): void {
  if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve({ code, signal }));
  });
}

function storedSeeds(run: string): Set<number> {
  if (!historyBegun(join(run, "history.sqlite"))) return new Set();
  const history = readRun(run);
  const seeds = history.calls.keysUnder("").map((key) => history.calls.readCall(key)?.request.seed ?? -1);
  void history.close();
  return new Set(seeds);
}
