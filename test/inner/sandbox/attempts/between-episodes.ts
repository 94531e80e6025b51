import { type Attempt, type Control, type Family, workflow } from "./attempt.js";

/** Runs twice; the second run tells what it found of the first. */
const leaves = (
  name: string,
  realm: Control["realm"],
  source: string,
  clean: string,
  found: string,
): Attempt => ({
  name,
  source,
  runs: 2,
  contained: { ended: "returned", notes: [clean] },
  control: { realm, gains: { ended: "returned", notes: [found] } },
});

const attempts: readonly Attempt[] = [
  leaves(
    "leaves a global variable",
    "bare engine",
    workflow("globalThis.count = (globalThis.count ?? 0) + 1; host.note(count);"),
    "1",
    "2",
  ),
  leaves(
    "leaves a variable of its module",
    "node module",
    `let count = 0;\n${workflow("host.note(++count);")}`,
    "1",
    "2",
  ),
  leaves(
    "leaves something on a prototype",
    "bare engine",
    workflow('host.note([].left); Array.prototype.left = "left";'),
    "undefined",
    "left",
  ),
  leaves(
    "leaves a listener in place of a built-in function",
    "bare engine",
    workflow(
      "host.note(JSON.parse.name); const { parse } = JSON; JSON.parse = function listens(text) { return parse(text); };",
    ),
    "parse",
    "listens",
  ),
  leaves(
    "leaves the text of its document to the next",
    "node module",
    workflow('const last = Symbol.for("last"); host.note(Array[last]); Array[last] = host.document.title;'),
    "undefined",
    "On queues",
  ),
  leaves(
    "leaves the next another document",
    "node:vm",
    workflow('host.note(host.document.title); try { host.document.title = "On nothing"; } catch {}'),
    "On queues",
    "On nothing",
  ),
  leaves(
    "leaves the next another host function",
    "bare engine",
    workflow(
      'host.note((await host.verify(1)).text); try { host.verify = async () => ({ text: "forged" }); } catch {}',
    ),
    "reply",
    "forged",
  ),
  leaves(
    "leaves what an expression matched last",
    "node:vm",
    workflow('host.note(RegExp.$1); /(secret)/.test("a secret");'),
    "undefined",
    "secret",
  ),
  {
    name: "goes on during the next episode",
    source: workflow(`
      const run = (globalThis.run = (globalThis.run ?? 0) + 1);
      void (async () => { await host.chat("main", { hops: 50 }); host.note("from run " + run); })();`),
    runs: 2,
    contained: { ended: "returned", notes: [], calls: [] },
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["from run 1", "from run 2"] } },
  },
  {
    name: "sees memory being collected, which depends on everybody's",
    source: workflow(`
      const seen = new WeakRef({});
      await host.chat("collect", {});
      host.note(seen.deref() === undefined);`),
    contained: { ended: "threw", message: "'WeakRef' is not defined", notes: [] },
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["true"] } },
  },
  {
    name: "is called when memory is collected",
    source: workflow(`
      globalThis.registry = new FinalizationRegistry(() => host.note("collected"));
      registry.register({}, 0);
      await host.chat("collect", {});`),
    contained: { ended: "threw", message: "'FinalizationRegistry' is not defined", notes: [] },
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["collected"] } },
  },
];

export const betweenEpisodes: Family = { name: "from one episode to the next", attempts };
