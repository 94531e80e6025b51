import { type ChildProcess, spawn } from "node:child_process";
import { projectFolder } from "../experiments/small-experiment.js";

interface Launch {
  command(folder: string): Promise<string[]>;
}
const { command }: Launch = await import(new URL("../../bin/launch.js", import.meta.url).href);
const commandLine = await command(projectFolder);

/** A command in a process of its own, and what it said. */
export class InterruptedRun {
  said = "";
  private readonly child: ChildProcess;
  private readonly waiting = new Set<() => void>();
  private readonly ending: Promise<number | null>;

  constructor(args: readonly string[]) {
    this.child = spawn(process.execPath, [...commandLine, ...args], {
      cwd: projectFolder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env["PATH"] },
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on("data", (chunk) => {
        this.said += chunk;
        for (const look of this.waiting) look();
      });
    }
    this.ending = new Promise((resolve, reject) => {
      this.child.on("error", reject);
      this.child.on("close", resolve);
    });
  }

  interrupt(): void {
    this.child.kill("SIGINT");
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }

  /** Resolves when the process has said so. @throws Error when it ends without. */
  async saying(text: string): Promise<void> {
    if (this.said.includes(text)) return;
    const said = new Promise<true>((resolve) => {
      const look = () => {
        if (!this.said.includes(text)) return;
        this.waiting.delete(look);
        resolve(true);
      };
      this.waiting.add(look);
    });
    const outcome = await Promise.race([said, this.ending]);
    if (outcome !== true) throw new Error(`ended with ${outcome} and never said ${text}: ${this.said}`);
  }

  /** Resolves with the exit code; null when a signal ended it. */
  ended(): Promise<number | null> {
    return this.ending;
  }
}
