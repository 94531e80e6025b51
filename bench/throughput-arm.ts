import { mkdtempSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import OpenAI from "openai";
import { Pool } from "undici";
import { systemClock } from "../foundation/clock.js";
import { fixedEnvironment } from "../foundation/environment.js";
import { randomStreams } from "../foundation/random.js";
import { budgeted } from "../models/budget.js";
import type { ChatMessage, ChatRequest } from "../models/chat.js";
import { openaiEndpoint } from "../models/openai-endpoint.js";
import { paced } from "../models/pace.js";
import { recorded } from "../models/record.js";
import { StopRequest, stoppable } from "../models/stoppable.js";
import { openHistory } from "../population/history/open.js";
import { callKey, seating } from "../test/models/scene.js";

/** The ways to make the same calls that are compared. */
export const arms = ["durable", "client", "bare"] as const;
export type Arm = (typeof arms)[number];

export interface ArmTask {
  readonly arm: Arm;
  /** Ends in /v1. */
  readonly baseUrl: string;
  readonly inFlight: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** What one process did in the measured time. */
export interface ArmResult {
  readonly perSecond: number;
  /** Of this process alone, user and system. */
  readonly cpuMicrosPerCall: number;
  readonly rssMegabytes: number;
  /** Bytes of history file per call; 0 where nothing is stored. */
  readonly bytesPerCall: number;
}

interface Caller {
  /** Makes call number `number` and resolves to its text. */
  call(number: number): Promise<string>;
  /** Ends everything; resolves to the bytes stored. */
  close(): Promise<number>;
}

const sharedPrompt = words("system", 1000);
const manyWords = words("documents", 80_000);

/** About 3.5 KB: a system message shared by all calls, and a document of its own for each. */
function requestOf(number: number): ChatRequest {
  const at = (number * 37) % 70_000;
  const messages: ChatMessage[] = [
    { role: "system", content: sharedPrompt },
    { role: "user", content: `${number} ${manyWords.slice(at, at + 2500)}` },
  ];
  return { messages };
}

/** record > budget > pace > stop > endpoint over a history on disk, as a run has them. */
function durable({ baseUrl, inFlight }: ArmTask): Caller {
  const folder = mkdtempSync(join(resolve("."), ".bench-throughput-"));
  const path = join(folder, "history.sqlite");
  const history = openHistory(path, systemClock);
  const seats = seating({ baseUrl, model: "canned", concurrency: inFlight, sampling: { temperature: 1 } });
  const [clock, environment, stop] = [systemClock, fixedEnvironment({}), new StopRequest()];
  const endpoint = openaiEndpoint({ seats, rootSeed: 1, environment, clock });
  const pace = paced(stoppable(endpoint, stop), { seats, clock, stop: stop.signal });
  const limits = { maxUsd: null, maxTokens: 1e12, maxCalls: null };
  const bounded = budgeted(pace, { seats, limits, before: [], stop: stop.signal });
  const model = recorded(bounded, { seats, rootSeed: 1, log: history.calls });
  return {
    call: async (number) =>
      (await model.complete({ key: callKey(number), request: requestOf(number) })).reply.text,
    close: async () => {
      await history.close();
      const { size } = statSync(path);
      rmSync(folder, { recursive: true });
      return size;
    },
  };
}

/** The client as its users have it, and nothing stored. */
function client({ baseUrl }: ArmTask): Caller {
  const openai = new OpenAI({ baseURL: baseUrl, apiKey: "none" });
  return {
    call: async (number) => {
      const { messages } = requestOf(number);
      const completion = await openai.chat.completions.create({
        model: "canned",
        temperature: 1,
        messages: messages.map(({ role, content }) => ({ role: role as "user", content })),
      });
      return completion.choices[0]?.message.content ?? "";
    },
    close: async () => 0,
  };
}

/** The least that can be done over HTTP. */
function bare({ baseUrl, inFlight }: ArmTask): Caller {
  const url = new URL(baseUrl);
  const pool = new Pool(url.origin, { connections: inFlight });
  return {
    call: async (number) => {
      const { body } = await pool.request({
        path: `${url.pathname}/chat/completions`,
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ model: "canned", temperature: 1, messages: requestOf(number).messages }),
      });
      const completion = (await body.json()) as { choices: { message: { content: string } }[] };
      return completion.choices[0]?.message.content ?? "";
    },
    close: async () => {
      await pool.close();
      return 0;
    },
  };
}

const callers: Readonly<Record<Arm, (task: ArmTask) => Caller>> = { durable, client, bare };

/** Keeps `inFlight` calls under way and measures after the warm-up. */
export async function runArm(task: ArmTask): Promise<ArmResult> {
  const caller = callers[task.arm](task);
  let number = 0;
  let ended = 0;
  let enough = false;
  const worker = async () => {
    while (!enough) {
      const text = await caller.call(number++);
      if (text.length < 1000) throw new Error(`an answer of ${text.length} characters`);
      ended++;
    }
  };
  const all = Promise.all(Array.from({ length: task.inFlight }, worker));
  await Promise.race([all, systemClock.sleep(task.warmUpMs)]);
  const [from, cpu, started] = [ended, process.cpuUsage(), systemClock.elapsed()];
  await Promise.race([all, systemClock.sleep(task.measureMs)]);
  const calls = ended - from;
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (systemClock.elapsed() - started) / 1000;
  const rss = process.memoryUsage.rss();
  enough = true;
  await all;
  const bytes = await caller.close();
  return {
    perSecond: calls / seconds,
    cpuMicrosPerCall: (user + system) / calls,
    rssMegabytes: rss / 1e6,
    bytesPerCall: bytes / ended,
  };
}

/** Made-up words that deflate about as well as English. */
function words(label: string, characters: number): string {
  const random = randomStreams("throughput").fork(label);
  const letters = () => String.fromCharCode(97 + Math.floor(26 * random.next() ** 1.5));
  const vocabulary = Array.from({ length: 1500 }, () =>
    Array.from({ length: 2 + random.integer(8) }, letters).join(""),
  );
  let text = "";
  while (text.length < characters) text += `${vocabulary[Math.floor(1500 * random.next() ** 2)]} `;
  return text.slice(0, characters);
}

const task = process.argv[2];
if (task !== undefined && process.argv[1]?.endsWith("throughput-arm.ts")) {
  process.stdout.write(JSON.stringify(await runArm(JSON.parse(task) as ArmTask)));
}
