import { type Attempt, type Family, workflow } from "./attempt.js";

const wideSandbox = (...notes: string[]) =>
  ({ realm: "wide sandbox", gains: { ended: "returned", notes } }) as const;

const attempts: readonly Attempt[] = [
  {
    name: "has promises multiply for ever",
    source: "export default async function split() { await null; split(); split(); }",
    limits: { memoryBytes: 32 * 2 ** 20, ticks: 5 },
    contained: { ended: "ticks", notes: [] },
    control: { realm: "node:vm", gains: { ended: "ran on", notes: [] } },
  },
  {
    name: "has promises multiply",
    source: workflow(`
      let made = 0;
      const split = async (depth) => { await null; made++; if (depth > 0) { split(depth - 1); await split(depth - 1); } };
      await split(12);
      host.note(made);`),
    limits: { memoryBytes: 32 * 2 ** 20, ticks: 2 },
    contained: { ended: "ticks", notes: [] },
    control: wideSandbox("8191"),
  },
  {
    name: "keeps promises that nobody settles",
    source: workflow(`
      const kept = [];
      for (let count = 0; count < 60_000; count++) kept.push(new Promise(() => {}));
      host.note(kept.length);`),
    contained: { ended: "memory", notes: [] },
    control: wideSandbox("60000"),
  },
  {
    name: "queues reactions faster than they run",
    source: workflow(`
      let ran = 0;
      const settled = Promise.resolve();
      for (let count = 0; count < 30_000; count++) settled.then(() => { ran++; });
      await settled;
      host.note(ran);`),
    contained: { ended: "memory", notes: [] },
    control: wideSandbox("30000"),
  },
  {
    name: "waits for all of very many promises",
    source: workflow("host.note((await Promise.all(Array(50_000).fill(Promise.resolve(1)))).length);"),
    contained: { ended: "memory", notes: [] },
    control: wideSandbox("50000"),
  },
  {
    name: "asks the host thousands of times at once",
    source: workflow(`
      const calls = Array.from({ length: 500 }, () => host.verify(1));
      host.note((await Promise.all(calls)).length);`),
    contained: { ended: "host_calls", notes: [], calls: [] },
    control: wideSandbox("500"),
  },
  {
    name: "asks the host behind its own back, catching every refusal",
    source: workflow(`
      let answered = 0;
      const flood = async () => { for (let n = 0; n < 100; n++) await host.verify(n).then(() => answered++, () => {}); };
      await Promise.all([flood(), flood(), flood()]);
      host.note(answered);`),
    contained: { ended: "host_calls", notes: [] },
    control: wideSandbox("300"),
  },
  {
    name: "notes more than is allowed, catching every refusal",
    source: workflow("for (let n = 0; n < 50; n++) try { host.note(n); } catch {}"),
    contained: { ended: "host_calls", notes: Array.from({ length: 20 }, (_, n) => String(n)) },
    control: wideSandbox(...Array.from({ length: 50 }, (_, n) => String(n))),
  },
];

export const promiseFloods: Family = { name: "promise floods", attempts };
