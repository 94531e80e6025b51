import { type Attempt, type Family, workflow } from "./attempt.js";

/** The host allows one evaluation, and takes note of it when it has read the arguments. */
const evaluatesTwice = (name: string, argument: string): Attempt => ({
  name,
  source: workflow(`
    let inner;
    const again = () => { inner ??= host.evaluate("second", "weak"); };
    await host.evaluate(${argument}, "weak").catch((error) => host.note(error.message));
    await inner;`),
  contained: {
    ended: "returned",
    notes: ["one evaluation is allowed"],
    calls: ['evaluate ["second","weak"]'],
  },
  control: {
    realm: "node:vm",
    gains: {
      ended: "returned",
      notes: [],
      calls: ['evaluate ["second","weak"]', 'evaluate [{"a":1},"weak"]'],
    },
  },
});

const attempts: readonly Attempt[] = [
  evaluatesTwice("is evaluated twice, by a getter that the host reads", "{ get a() { again(); return 1; } }"),
  evaluatesTwice(
    "is evaluated twice, by a toJSON that the host calls",
    "{ toJSON() { again(); return { a: 1 }; } }",
  ),
  evaluatesTwice(
    "is evaluated twice, by a proxy whose keys the host lists",
    "new Proxy({ a: 1 }, { ownKeys(target) { again(); return Reflect.ownKeys(target); } })",
  ),
  {
    name: "spends its last call while another is being made",
    source: workflow('await host.propose({ get a() { host.note("the only call"); return 1; } });'),
    limits: { hostCalls: 1 },
    contained: { ended: "host_calls", notes: ["the only call"], calls: [] },
    control: {
      realm: "wide sandbox",
      gains: { ended: "returned", notes: ["the only call"], calls: ['propose [{"a":1}]'] },
    },
  },
  {
    name: "calls within a call within a call",
    source: workflow(`
      let depth = 0;
      const again = () => host.propose({ get a() { if (++depth < 100) again().catch(() => {}); return depth; } });
      await again();
      host.note(depth);`),
    contained: { ended: "host_calls", notes: [] },
    control: { realm: "wide sandbox", gains: { ended: "returned", notes: ["100"] } },
  },
  {
    name: "computes for ever while a note becomes text",
    source: workflow("host.note({ toString() { for (;;); } });"),
    contained: { ended: "ticks", notes: [] },
    control: { realm: "node:vm", gains: { ended: "ran on", notes: [] } },
  },
  {
    name: "computes for ever while a reply is delivered",
    source: workflow(`
      Object.defineProperty(Object.prototype, "then", { get() { if (this.text) for (;;); } });
      await host.chat("main", {});`),
    contained: { ended: "ticks", calls: ['chat ["main",{}]'] },
    control: { realm: "bare engine", gains: { ended: "ran on" } },
  },
  {
    name: "calls the host behind a workflow that returned",
    source:
      'export default (host) => { void (async () => { await null; await host.verify("behind"); })(); };',
    contained: { ended: "returned", calls: [] },
    control: { realm: "node:vm", gains: { ended: "returned", calls: ['verify ["behind"]'] } },
  },
  {
    name: "calls the host when a reply arrives after the end",
    source: 'export default (host) => { host.chat("main", {}).then(() => host.propose("late")); };',
    contained: { ended: "returned", calls: [] },
    control: {
      realm: "node:vm",
      gains: { ended: "returned", calls: ['chat ["main",{}]', 'propose ["late"]'] },
    },
  },
];

export const reEntrancy: Family = { name: "calls within calls", attempts };
