import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../foundation/clock.js";
import { canonicalJson, sha256 } from "../foundation/digest.js";
import type { CommitHash } from "../foundation/ids.js";
import { randomStreams } from "../foundation/random.js";
import type { CallRecord, LogicalRequest } from "../models/call-log.js";
import type { NewCandidate } from "../population/candidates/candidate-store.js";
import { openCandidateStore } from "../population/candidates/git-candidate-store.js";
import type { History } from "../population/history/history.js";
import { openHistory } from "../population/history/open.js";
import { table } from "./table.js";

const candidates = 1000;
const callsByAppenders = [
  [1, 3000],
  [64, 20_000],
  [512, 20_000],
] as const;

type Row = readonly [what: string, rate: string, total: string];

/** Measures candidate commits in git and durable appends to the history, in a temporary folder; prints a table. */
export async function benchPopulation(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-population-"));
  try {
    const rows: Row[] = await benchCandidates(join(folder, "population.git"));
    for (const [appenders, calls] of callsByAppenders) {
      rows.push(...(await benchHistory(join(folder, `${appenders}.sqlite`), appenders, calls)));
    }
    process.stdout.write(`${table(["what", "rate", "total"], rows)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchCandidates(folder: string): Promise<Row[]> {
  const store = await openCandidateStore(folder);
  const newest: CommitHash[] = [];
  const written = await timed(async () => {
    for (const candidate of candidateLine()) {
      const { commit } = await store.commit({ ...candidate, parent: newest.at(-1) ?? null });
      newest.push(commit);
    }
  });
  const read = await timed(async () => {
    for (const commit of newest) await store.read(commit);
  });
  await store.close();
  return [
    [`${candidates} candidate commits, durable`, each(written, candidates), milliseconds(written)],
    [`${candidates} candidate reads`, each(read, candidates), milliseconds(read)],
  ];
}

async function benchHistory(path: string, appenders: number, calls: number): Promise<Row[]> {
  const history = openHistory(path, systemClock);
  const records = callRecords(calls);
  const appended = await timed(() => appendAll(history, records, appenders));
  const digest = await timed(() => history.digest());
  const verified = await timed(() => history.verifyChain());
  await history.close();
  const megabytes = statSync(path).size / 1e6;
  return [
    [
      `${calls} calls of 4 KB, ${appenders} appending at once`,
      perSecond(calls, appended),
      milliseconds(appended),
    ],
    ["  file", `${((megabytes * 1000) / calls).toFixed(2)} KB each`, `${megabytes.toFixed(1)} MB`],
    ["  digest", perSecond(calls, digest), milliseconds(digest)],
    ["  chain verification", perSecond(calls, verified), milliseconds(verified)],
  ];
}

async function appendAll(history: History, records: readonly CallRecord[], appenders: number): Promise<void> {
  const waiting = records.values();
  const append = async () => {
    for (const record of waiting) await history.calls.append(record);
  };
  await Promise.all(Array.from({ length: appenders }, append));
}

/** Seconds that something took, at least a millisecond. */
async function timed(act: () => unknown): Promise<number> {
  const started = systemClock.now();
  await act();
  return Math.max(1, systemClock.now() - started) / 1000;
}

/** Calls whose last message has 2,500 characters and whose reply has 1,500; the rest is shared by all. */
function callRecords(count: number): CallRecord[] {
  const text = wordSalad("calls", 60_000);
  return Array.from({ length: count }, (_, number) => {
    const at = (number * 37) % 50_000;
    const question = `${number} ${text.slice(at, at + 2500)}`;
    return callRecord(number, question, `${number} ${text.slice(at + 2500, at + 4000)}`);
  });
}

function callRecord(number: number, question: string, answer: string): CallRecord {
  const request: LogicalRequest = {
    model: "bench",
    messages: [
      { role: "system", content: "You are a careful assistant." },
      { role: "user", content: question },
    ],
    tools: [],
    format: "text",
    sampling: { temperature: 1 },
    extraBody: {},
    seed: number,
  };
  return {
    key: { scope: "iteration", iteration: number, seat: "analyzer", ordinal: 0, retry: 0 },
    request,
    requestHash: sha256(canonicalJson(request)),
    completion: {
      reply: { text: answer, toolCalls: [], finish: "stop", reasoning: null },
      usage: { calls: 1, inputTokens: 700, outputTokens: 400, costUsd: 0.001 },
      provenance: {
        baseUrl: "https://models.example/v1",
        answeredBy: "bench",
        retries: 0,
        droppedParameters: [],
        startedAt: systemClock.now(),
        durationMs: 1000,
      },
    },
  };
}

/** Harnesses of five files, 15 KB, of which each iteration changes one prompt. */
function* candidateLine(): Generator<Omit<NewCandidate, "parent">> {
  const text = wordSalad("harness", 12_000);
  for (let iteration = 0; iteration < candidates; iteration++) {
    const files = new Map([
      ["lib/feedback.ts", text.slice(0, 2000)],
      ["prompts/challenger.md", `${text.slice(2000, 6000)}\n${iteration}\n`],
      ["prompts/main.md", text.slice(6000, 9000)],
      ["prompts/quality-verifier.md", text.slice(9000)],
      ["workflow.ts", text.slice(1000, 4000)],
    ]);
    const standing = iteration === 0 ? "baseline" : "member";
    yield { files, iteration, standing, summary: `change ${iteration}`, description: "", trailers: [] };
  }
}

/** Made-up words that deflate about as well as English. */
function wordSalad(label: string, characters: number): string {
  const random = randomStreams("bench").fork(label);
  const letters = () => String.fromCharCode(97 + Math.floor(26 * random.next() ** 1.5));
  const words = Array.from({ length: 1500 }, () =>
    Array.from({ length: 2 + random.integer(8) }, letters).join(""),
  );
  let text = "";
  while (text.length < characters) text += `${words[Math.floor(words.length * random.next() ** 2)]} `;
  return text.slice(0, characters);
}

const each = (seconds: number, count: number) => `${((seconds * 1000) / count).toFixed(2)} ms each`;
const perSecond = (count: number, seconds: number) => `${Math.round(count / seconds)} / s`;
const milliseconds = (seconds: number) => `${Math.round(seconds * 1000)} ms`;

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchPopulation();
