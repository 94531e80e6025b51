import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../foundation/clock.js";
import type { RecordingServer } from "../experiments/recording-server.js";
import { projectFolder } from "../experiments/small-experiment.js";
import type { KillOrder } from "./killer.js";
import { storedSeeds } from "./stored-seeds.js";

/** Where a process died. `never`: it did not come to the stage, and ended by itself. */
export type Landing = "within" | "after" | "never";

/** What one kill left behind. */
export interface Kill {
  readonly landing: Landing;
  /** Requests that had reached the server and were not stored. */
  readonly inFlight: number;
  /** Milliseconds from start to first request of a process that found stored calls; null when it asked none. */
  readonly firstRequestMs: number | null;
}

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One experiment on one run folder, run by process after process, each killed in its turn. */
export class KilledRun {
  /** Seeds of stored calls that were asked again later: there must be none. */
  readonly askedAgain: number[] = [];
  /** Requests that had reached the server before, over all processes. */
  repeated = 0;
  /** Requests that were not stored when their process was killed. */
  inFlight = 0;
  private stored: ReadonlySet<number> = new Set();
  private readonly asked = new Set<number>();
  private looked: number;
  private startedAt = 0;

  constructor(
    private readonly server: RecordingServer,
    private readonly file: string,
    readonly out: string,
  ) {
    this.looked = server.ledger.length;
  }

  /** Starts a process that is killed within a stage. */
  async killedIn(order: Omit<KillOrder, "note">): Promise<Kill> {
    const note = `${this.out}.kill`;
    const ending = await this.life({ KILL_ORDER: JSON.stringify({ ...order, note }) });
    const trace = existsSync(note) ? readFileSync(note, "utf8") : "";
    rmSync(note, { force: true });
    if (ending.signal !== "SIGKILL") return this.look("never");
    return this.look(trace === "in" ? "within" : "after");
  }

  /** Starts a process that is killed from outside so many milliseconds later, wherever it is. */
  async killedAfter(milliseconds: number): Promise<Kill> {
    const { signal } = await this.life({}, milliseconds);
    return this.look(signal === "SIGKILL" ? "within" : "never");
  }

  /** Lets a process run to its end. */
  async toEnd(): Promise<void> {
    await this.life({});
    this.look("never");
  }

  /** One process from its start to its death. @throws Error when it failed by itself. */
  private async life(variables: Readonly<Record<string, string>>, killAfterMs?: number): Promise<Ending> {
    const killer = fileURLToPath(new URL("killer.ts", import.meta.url));
    const main = join(projectFolder, "cli/main.ts");
    const args = ["--import", "tsx", "--import", killer, main, "run", this.file, "--out", this.out];
    this.startedAt = systemClock.elapsed();
    const child = spawn(process.execPath, args, {
      cwd: projectFolder,
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
      env: { PATH: process.env["PATH"], ...variables },
    });
    let complaint = "";
    child.stderr.on("data", (chunk) => {
      complaint += chunk;
    });
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => killGroup(child), killAfterMs);
    const ending = await ended(child);
    clearTimeout(timer);
    await requestsReceived();
    if (ending.code !== null && ending.code !== 0) {
      throw new Error(`the run ended by itself with exit code ${ending.code}: ${complaint}`);
    }
    return ending;
  }

  /** What the server saw since the last look, against what the history holds. */
  private look(landing: Landing): Kill {
    const since = this.server.ledger.slice(this.looked);
    this.looked = this.server.ledger.length;
    for (const { seed } of since) {
      if (this.stored.has(seed)) this.askedAgain.push(seed);
      if (this.asked.has(seed)) this.repeated += 1;
      this.asked.add(seed);
    }
    const first = this.stored.size > 0 ? since[0] : undefined;
    this.stored = storedSeeds(join(this.out, "history.sqlite"));
    const inFlight = since.filter(({ seed }) => !this.stored.has(seed)).length;
    this.inFlight += inFlight;
    return { landing, inFlight, firstRequestMs: first === undefined ? null : first.at - this.startedAt };
  }
}

/** What a dead process had sent may still lie in the server's sockets; some turns of this thread read it. */
async function requestsReceived(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((next) => setImmediate(next));
}

function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
}

/** Not `close`: children that outlive the process may hold its streams. */
function ended(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve({ code, signal }));
  });
}
