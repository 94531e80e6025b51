import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { startProcess } from "../../foundation/processes.js";
import type { AuditJob } from "./audit-jobs.js";
import type { TallyReport } from "./tally.js";

/**
 * Has the parts of an audit done by several processes, each of which takes the next part when it has finished one.
 * Resolves with the reports in the order of the jobs, whoever finished first. Rejects when a process fails.
 */
export async function doInProcesses(
  history: string,
  jobs: readonly AuditJob[],
  processes: number,
): Promise<TallyReport[]> {
  const reports: TallyReport[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(processes, jobs.length) }, work));
  return reports;

  async function work(): Promise<void> {
    const child = startProcess(process.execPath, ["--import", loader, program, history]);
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const failure = failureOf(child);
    try {
      while (next < jobs.length) {
        const index = next;
        next += 1;
        child.stdin.write(`${JSON.stringify(jobs[index])}\n`);
        const answer = await Promise.race([answers.next(), failure]);
        if (answer.done) throw await failure.catch((error: unknown) => error);
        reports[index] = JSON.parse(answer.value) as TallyReport;
      }
    } finally {
      child.stdin.end();
    }
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
