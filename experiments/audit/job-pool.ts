import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { startProcess } from "../../foundation/processes.js";
import type { AuditJob } from "./audit-jobs.js";
import type { TallyReport } from "./tally.js";

/** Processes that do parts of an audit, started at once, so that they are ready when it is known what is to be done. */
export class JobPool {
  readonly #workers: readonly Worker[];

  constructor(history: string, processes: number) {
    this.#workers = Array.from({ length: processes }, () => new Worker(history));
  }

  /**
   * Each process takes the next part when it has finished one. Resolves with the reports in the order of the jobs,
   * whoever finished first. Rejects when a process fails.
   */
  async do(jobs: readonly AuditJob[]): Promise<TallyReport[]> {
    const reports: TallyReport[] = [];
    const waiting = jobs.entries();
    const work = async (worker: Worker) => {
      for (const [index, job] of waiting) reports[index] = await worker.do(job);
    };
    await Promise.all(this.#workers.map(work));
    return reports;
  }

  /** Lets the processes end. */
  close(): void {
    for (const worker of this.#workers) worker.close();
  }
}

/** One process, which answers each line with a line. */
class Worker {
  readonly #child;
  readonly #answers;
  readonly #failure;

  constructor(history: string) {
    this.#child = startProcess(process.execPath, ["--import", loader, program, history]);
    this.#child.stdin.on("error", () => {}); // a process that has ended says why
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#failure = failureOf(this.#child);
  }

  async do(job: AuditJob): Promise<TallyReport> {
    this.#child.stdin.write(`${JSON.stringify(job)}\n`);
    const answer = await Promise.race([this.#answers.next(), this.#failure]);
    if (answer.done) throw await this.#failure.catch((error: unknown) => error);
    return JSON.parse(answer.value) as TallyReport;
  }

  close(): void {
    this.#child.stdin.end();
  }
}

const program = fileURLToPath(new URL("./audit-process.ts", import.meta.url));
const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Rejects when the process has ended, with what it wrote about it. */
function failureOf(child: ReturnType<typeof startProcess>): Promise<never> {
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString("utf8")}`.slice(-4000);
  });
  const failure = new Promise<never>((_, reject) => {
    child.on("error", reject);
    child.on("close", () => reject(new Error(`a process of the audit ended early: ${complaint.trim()}`)));
  });
  failure.catch(() => {}); // it ends in any case, and after its last answer nobody waits for that
  return failure;
}
