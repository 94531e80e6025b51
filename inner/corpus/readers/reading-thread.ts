import { Worker } from "node:worker_threads";
import { threadCode } from "../../sandbox/thread-code.js";
import type { Found, Reader } from "./reader.js";
import type { ReadingJob, ReadingReport, ThreadFormat } from "./thread-messages.js";

/** What the reading of one file may take. */
export interface ReadingLimits {
  readonly seconds: number;
  /** Of JavaScript objects, in MiB. */
  readonly memory: number;
}

/** Far more than honest files take: a thousand pages of PDF are read in half a minute. */
export const readingLimits: ReadingLimits = { seconds: 120, memory: 2048 };

/**
 * Reads files one after the other in a thread that is started with the first of them. A file that takes more than the
 * limits, or makes the thread fail, costs the thread and not the process; the next file gets a new one.
 */
export class ReadingThread {
  #idle: Worker | undefined;

  constructor(private readonly limits: ReadingLimits = readingLimits) {}

  /** @throws Error with the `code` of the file system when the file cannot be opened. */
  async read(job: ReadingJob): Promise<readonly Found[]> {
    const used = this.#idle;
    const worker = used ?? (await this.#start());
    this.#idle = undefined;
    worker.ref();
    const report = await this.#reportOf(worker, job);
    if ("problem" in report) {
      await worker.terminate();
      if (used !== undefined && !report.isLate) return this.read(job); // an earlier file may be to blame
      return [{ source: job.source, problem: report.problem }];
    }
    worker.unref();
    this.#idle = worker;
    if ("found" in report) return report.found;
    throw Object.assign(new Error(report.message), { code: report.code, syscall: "read" });
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    await this.#idle?.terminate();
    this.#idle = undefined;
  }

  async #start(): Promise<Worker> {
    code ??= threadCode(new URL("./thread.ts", import.meta.url), "esm");
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(await code)}`), {
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: this.limits.memory },
    });
    worker.on("error", () => this.#drop(worker)).on("exit", () => this.#drop(worker));
    return worker;
  }

  /** A thread may also fail while it has nothing to do. */
  #drop(worker: Worker): void {
    if (this.#idle === worker) this.#idle = undefined;
  }

  #reportOf(worker: Worker, job: ReadingJob): Promise<ReadingReport | Failure> {
    const { seconds, memory } = this.limits;
    return new Promise((resolve) => {
      const settle = (report: ReadingReport | Failure) => {
        clearTimeout(timer);
        worker.off("message", settle).off("error", failed).off("exit", ended);
        resolve(report);
      };
      const fail = (problem: string) => settle({ problem, isLate: false });
      const failed = (error: Error & { readonly code?: string }) =>
        fail(
          error.code === "ERR_WORKER_OUT_OF_MEMORY"
            ? `takes more than ${memory} MiB of memory to read`
            : `cannot be read (${error.message})`,
        );
      const ended = (exitCode: number) => fail(`cannot be read (its thread ended with code ${exitCode})`);
      const late = { problem: `takes longer than ${seconds} seconds to read`, isLate: true };
      const timer = setTimeout(() => settle(late), seconds * 1000);
      worker.on("message", settle).on("error", failed).on("exit", ended);
      worker.postMessage(job);
    });
  }
}

/** What kept a thread from reporting. */
interface Failure {
  readonly problem: string;
  readonly isLate: boolean;
}

let code: Promise<string> | undefined;
const shared = new ReadingThread();

/** The reader of a format in the process's thread. */
export function inThread(format: ThreadFormat): Reader {
  return async function* (path, source) {
    yield* await shared.read({ format, path, source });
  };
}
