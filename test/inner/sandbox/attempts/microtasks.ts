import { type Attempt, type Expected, type Family, workflow } from "./attempt.js";

const outOfTicks: Expected = { ended: "ticks", message: "the code computed for 40 ticks", notes: [] };

/** Never ends where nobody counts: not even a timer of the host fires meanwhile. */
const endless = (name: string, source: string): Attempt => ({
  name,
  source,
  limits: { memoryBytes: 32 * 2 ** 20 },
  contained: outOfTicks,
  control: { realm: "node:vm", gains: { ended: "ran on", notes: [] } },
});

const attempts: readonly Attempt[] = [
  endless("loops for ever", workflow("for (;;);")),
  endless("loops for ever before it has a workflow", "for (;;);\nexport default 1;"),
  endless(
    "loops for ever and catches what stops it",
    workflow("for (;;) try { for (;;); } catch {} finally { continue; }"),
  ),
  endless("awaits nothing for ever", workflow("for (;;) await null;")),
  endless(
    "has each promise make the next",
    workflow("const next = () => Promise.resolve().then(next); await next();"),
  ),
  endless(
    "resolves a thenable with itself, by built-in functions alone",
    workflow("const loop = {}; loop.then = Promise.resolve.bind(Promise, loop); await loop;"),
  ),
  endless(
    "hands itself to the next thenable",
    workflow("const again = { then(resolve) { resolve({ then: again.then }); } }; await again;"),
  ),
  endless(
    "iterates over an endless async generator",
    workflow("async function* all() { for (;;) yield 1; }\nfor await (const one of all());"),
  ),
  endless(
    "goes on behind a workflow that returned",
    "export default (host) => { (async () => { for (;;) await null; })(); };",
  ),
  endless(
    "rejects and catches in turns",
    workflow("const fail = () => Promise.reject(1).catch(fail); await fail();"),
  ),
  endless(
    "loops in a generator's return",
    workflow("for (const one of (function* () { try { yield 1; } finally { for (;;); } })()) break;"),
  ),
];

export const microtasks: Family = { name: "endless microtasks", attempts };
