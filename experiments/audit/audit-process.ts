import { createInterface } from "node:readline";
import { Evidence } from "../../population/history/evidence.js";
import { AuditDesk, type AuditJob } from "./audit-jobs.js";
import { loggedRun } from "./logged-run.js";
import { Tally } from "./tally.js";

/**
 * A process that does parts of an audit of the history it is given: jobs come as lines of JSON on standard input,
 * and for each its report goes out as one line. Ends with its input.
 */
const [path = ""] = process.argv.slice(2);
const evidence = new Evidence(path);
const desk = new AuditDesk(loggedRun(evidence, new Tally()));
for await (const line of createInterface({ input: process.stdin })) {
  const report = await desk.do(JSON.parse(line) as AuditJob);
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
evidence.close();
