import { fileURLToPath } from "node:url";
import { runProcess } from "../foundation/processes.js";
import { startLocalEndpoint } from "./local-endpoint.js";
import { table } from "./table.js";
import { type Arm, type ArmResult, type ArmTask, arms } from "./throughput-arm.js";

const repeats = 5;
const atOnce = [64, 512] as const;
const [warmUpMs, measureMs] = [2000, 4000];
/** Where waiting is all there is: the rate that so many in flight can have. */
const waiting = { inFlight: 512, latencyMs: 200, warmUpMs: 4000, measureMs: 8000 };

const names: Readonly<Record<Arm, string>> = {
  durable: "durable: record > budget > pace > stop > openai client, SQLite synchronous=FULL",
  client: "openai client by default, nothing stored",
  bare: "bare undici pool, nothing stored",
};

/**
 * Measures calls of 3.5 KB with replies of 1.5 KB through the whole client stack with its history on disk, next to the
 * `openai` client as it comes and to a bare loop. Every run is a process of its own; the arms alternate, and the
 * endpoint is a process of its own that answers at once, and then after 200 ms.
 */
export async function benchThroughput(): Promise<void> {
  const endpoint = await startLocalEndpoint();
  const { baseUrl } = endpoint;
  try {
    await endpoint.behave({ latencyMs: [0, 0], atOnce: null, retryAfterSeconds: null });
    for (const inFlight of atOnce) {
      const results = await alternating((arm) => ({ arm, baseUrl, inFlight, warmUpMs, measureMs }));
      print(`no latency, ${inFlight} in flight`, results);
    }
    const { latencyMs } = waiting;
    await endpoint.behave({ latencyMs: [latencyMs, latencyMs], atOnce: null, retryAfterSeconds: null });
    const results = await alternating((arm) => ({ arm, baseUrl, ...waiting }));
    print(`${latencyMs} ms, ${waiting.inFlight} in flight`, results, (1000 * waiting.inFlight) / latencyMs);
  } finally {
    endpoint.stop();
  }
}

type Results = ReadonlyMap<Arm, ArmResult[]>;

async function alternating(taskOf: (arm: Arm) => ArmTask): Promise<Results> {
  const results = new Map<Arm, ArmResult[]>(arms.map((arm) => [arm, []]));
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const arm of arms) results.get(arm)?.push(await inItsOwnProcess(taskOf(arm)));
  }
  return results;
}

async function inItsOwnProcess(task: ArmTask): Promise<ArmResult> {
  const file = fileURLToPath(new URL("./throughput-arm.ts", import.meta.url));
  const { code, stdout, stderr } = await runProcess(process.execPath, [
    "--import",
    "tsx",
    file,
    JSON.stringify(task),
  ]);
  if (code !== 0) throw new Error(`the ${task.arm} arm ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as ArmResult;
}

function print(title: string, results: Results, ideal?: number): void {
  const bare = median((results.get("bare") ?? []).map(({ perSecond }) => perSecond));
  const rows = arms.map((arm) => {
    const runs = results.get(arm) ?? [];
    const rates = runs.map(({ perSecond }) => perSecond);
    const middle = (member: keyof ArmResult) => median(runs.map((run) => run[member]));
    return [
      names[arm],
      median(rates).toFixed(0),
      `${Math.min(...rates).toFixed(0)} to ${Math.max(...rates).toFixed(0)}`,
      `${((100 * median(rates)) / (ideal ?? bare)).toFixed(0)} %`,
      middle("cpuMicrosPerCall").toFixed(0),
      middle("rssMegabytes").toFixed(0),
      arm === "durable" ? middle("bytesPerCall").toFixed(0) : "-",
    ];
  });
  const share = ideal === undefined ? "of bare" : `of ${ideal}/s`;
  const columns = [title, "calls/s", "range", share, "CPU µs/call", "RSS MB", "bytes/call on disk"];
  process.stdout.write(`${table(columns, rows)}\n\n`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
