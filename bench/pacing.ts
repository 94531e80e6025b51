import { systemClock } from "../foundation/clock.js";
import { fixedEnvironment } from "../foundation/environment.js";
import type { Model } from "../models/model.js";
import { openaiEndpoint } from "../models/openai-endpoint.js";
import { paced } from "../models/pace.js";
import { ask, seating } from "../test/models/scene.js";
import { type Behaviour, type LocalEndpoint, startLocalEndpoint } from "./local-endpoint.js";
import { table } from "./table.js";

const latencyMs = [20, 50] as const;
const configured = 64;
const callers = 96;
const warmUpMs = 6_000;
const measureMs = 15_000;

/** Limits on requests at once, with what a refusal says in its Retry-After. */
const limits: readonly (readonly [atOnce: number, retryAfterSeconds: number | null])[] = [
  [1, 1],
  [8, null],
  [8, 0],
  [8, 1],
  [8, 3],
  [20, null],
  [20, 1],
  [50, 1],
];
/** The same endpoint one after the other, without a pause. */
const changing = [8, 20, 40, 12, 3] as const;

type Row = readonly string[];

/**
 * Measures the pacing against an endpoint in another process that answers 429 beyond so many requests at once,
 * with answers of 20 to 50 ms; prints shares of the ideal rate, limit / mean time in service, and of refusals.
 */
export async function benchPacing(): Promise<void> {
  const endpoint = await startLocalEndpoint();
  try {
    const steady: Row[] = [];
    for (const [atOnce, retryAfterSeconds] of limits) {
      const behaviour = { latencyMs, atOnce, retryAfterSeconds };
      await endpoint.behave(behaviour);
      const [row] = await underLoad(endpoint, [behaviour]);
      steady.push([
        String(atOnce),
        retryAfterSeconds === null ? "none" : `${retryAfterSeconds} s`,
        ...(row ?? []),
      ]);
    }
    const columns = ["ideal/s", "achieved", "refused after warm-up", "refused in warm-up"];
    process.stdout.write(`${table(["at once", "retry-after", ...columns], steady)}\n\n`);
    const phases = changing.map((atOnce): Behaviour => ({ latencyMs, atOnce, retryAfterSeconds: 1 }));
    const rows = await underLoad(endpoint, phases);
    const named = rows.map((row, index) => [String(changing[index]), "1 s", ...row]);
    process.stdout.write(`${table(["limit changes to", "retry-after", ...columns], named)}\n`);
    process.stdout.write(
      `${configured} at once configured, ${callers} callers, answers of ${latencyMs.join(" to ")} ms, ` +
        `warm-up ${warmUpMs / 1000} s, measured ${measureMs / 1000} s\n`,
    );
  } finally {
    endpoint.stop();
  }
}

/** One run of all callers through these behaviours; a row of figures for each. */
async function underLoad(endpoint: LocalEndpoint, behaviours: readonly Behaviour[]): Promise<Row[]> {
  const seats = seating({ baseUrl: endpoint.baseUrl, concurrency: configured });
  const below = openaiEndpoint({ seats, rootSeed: 1, environment: fixedEnvironment({}), clock: systemClock });
  const model = paced(below, { seats, clock: systemClock, settings: { maxTries: 100 } });
  const enough = new AbortController();
  const all = callAll(model, enough.signal);
  const rows: Row[] = [];
  for (const behaviour of behaviours) {
    await endpoint.behave(behaviour);
    await systemClock.sleep(warmUpMs);
    const { refused } = await endpoint.counted();
    await endpoint.behave(behaviour);
    await systemClock.sleep(measureMs);
    rows.push(rowOf(behaviour, await endpoint.counted(), refused));
  }
  enough.abort(new Error("measured"));
  await all;
  return rows;
}

async function callAll(model: Model, signal: AbortSignal): Promise<void> {
  let ordinal = 0;
  const caller = async () => {
    while (!signal.aborted) await model.complete(ask("q", ordinal++), signal);
  };
  const ended = await Promise.allSettled(Array.from({ length: callers }, caller));
  const failed = ended.find((one) => one.status === "rejected" && one.reason !== signal.reason);
  if (failed?.status === "rejected") throw failed.reason;
}

function rowOf(
  { atOnce }: Behaviour,
  counted: Awaited<ReturnType<LocalEndpoint["counted"]>>,
  refusedBefore: number,
): Row {
  const { served, refused, meanMs, elapsedMs } = counted;
  const ideal = ((atOnce ?? 0) * 1000) / meanMs;
  return [
    ideal.toFixed(0),
    `${((100 * served * 1000) / elapsedMs / ideal).toFixed(1)} %`,
    `${((100 * refused) / (served + refused)).toFixed(2)} %`,
    String(refusedBefore),
  ];
}
