import type { startProcess } from "../foundation/processes.js";
import { runProcess } from "../foundation/processes.js";

/** Looked at ten times a second, a process on two cores takes half as long again. */
const everyMs = 1000;

/** The most memory that a process and all it started held at one time, as `ps` tells of it now and then. */
export class PeakMemory {
  #peak = 0;

  get peakBytes(): number {
    return this.#peak;
  }

  /** Resolves with what the process printed, once it has ended. Rejects when it could not be started. */
  async watch(child: ReturnType<typeof startProcess>): Promise<string> {
    const printed: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => printed.push(chunk));
    child.stderr.pipe(process.stderr);
    const timer = setInterval(() => void this.#look(child.pid ?? 0), everyMs);
    try {
      await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
    } finally {
      clearInterval(timer);
    }
    return Buffer.concat(printed).toString("utf8");
  }

  async #look(root: number): Promise<void> {
    const { stdout } = await runProcess("ps", ["-A", "-o", "pid=,ppid=,rss="]);
    const processes = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
    const family = new Set([root]);
    let bytes = 0;
    for (const [pid = 0, parent = 0, kilobytes = 0] of processes) {
      if (!family.has(pid) && !family.has(parent)) continue;
      family.add(pid);
      bytes += kilobytes * 1024;
    }
    this.#peak = Math.max(this.#peak, bytes);
  }
}
