import { type Attempt, type Family, workflow } from "./attempt.js";

/** An argument that cannot be read: that call alone fails, before it leaves the program. */
const unreadable = (name: string, argument: string): Attempt => ({
  name,
  source: workflow(`await host.propose(${argument}).catch((error) => host.note(error.name));`),
  contained: { ended: "returned", notes: ["TypeError"], calls: [] },
  control: { realm: "node:vm", gains: { ended: "returned", calls: ["propose failed in the host"] } },
});

const attempts: readonly Attempt[] = [
  {
    name: "shows a getter's first value to the check and its second to the use",
    source: workflow(`
      let reads = 0;
      const { checked, used } = await host.propose({ get answer() { return ["harmless", "harmful"][reads++]; } });
      host.note(checked === used);`),
    contained: { ended: "returned", notes: ["true"], calls: ['propose [{"answer":"harmless"}]'] },
    control: { realm: "node:vm", gains: { ended: "returned", calls: ['propose [{"answer":"harmful"}]'] } },
  },
  {
    name: "shows one thing to the check and another to the use, by toJSON",
    source: workflow(`
      let reads = 0;
      const { checked, used } = await host.propose({ toJSON: () => ["harmless", "harmful"][reads++] });
      host.note(checked === used);`),
    contained: { ended: "returned", notes: ["true"], calls: ['propose ["harmless"]'] },
    control: { realm: "node:vm", gains: { ended: "returned", calls: ['propose ["harmful"]'] } },
  },
  {
    name: "changes an argument after the call",
    source: workflow(`
      const draft = { answer: "harmless" };
      const reply = host.propose(draft);
      draft.answer = "harmful";
      await reply;`),
    contained: { ended: "returned", calls: ['propose [{"answer":"harmless"}]'] },
    control: { realm: "node:vm", gains: { ended: "returned", calls: ['propose [{"answer":"harmful"}]'] } },
  },
  {
    name: "watches with a proxy what the host reads, and when",
    source: workflow(`
      let late = 0;
      let called = false;
      const draft = new Proxy({ answer: 1 }, { get: (target, key) => { if (called) late++; return target[key]; } });
      const reply = host.propose(draft);
      called = true;
      await reply;
      host.note(late > 0);`),
    contained: { ended: "returned", notes: ["false"] },
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["true"] } },
  },
  {
    name: "has the host wait for an argument that is a promise",
    source: workflow('await host.propose({ then(resolve) { resolve("chosen late"); } });'),
    contained: { ended: "returned", calls: ["propose [{}]"] },
    control: { realm: "node:vm", gains: { ended: "returned", calls: ['propose ["chosen late"]'] } },
  },
  {
    name: "hands a function to the host",
    source: workflow(`
      let ran = false;
      await host.propose({ toJSON() { return { hook: String(ran) }; }, then(resolve) { ran = true; resolve({ hook: "ran in the host" }); } });`),
    contained: { ended: "returned", calls: ['propose [{"hook":"false"}]'] },
    control: {
      realm: "node:vm",
      gains: { ended: "returned", calls: ['propose [{"hook":"ran in the host"}]'] },
    },
  },
  unreadable("sends an argument that leads back to itself", "(() => { const o = {}; o.o = o; return o; })()"),
  unreadable("sends a number that JSON has not", "{ big: 1n }"),
  unreadable("sends a getter that throws", '{ get answer() { throw new TypeError("no"); } }'),
  unreadable(
    "sends a revoked proxy",
    "(() => { const made = Proxy.revocable({}, {}); made.revoke(); return made.proxy; })()",
  ),
  {
    name: "sends a toJSON that never comes back",
    source: workflow("await host.propose({ toJSON() { for (;;); } });"),
    contained: { ended: "ticks", calls: [] },
    control: { realm: "node:vm", gains: { ended: "ran on" } },
  },
  {
    name: "sends a proxy whose keys never end",
    source: workflow(
      "await host.propose(new Proxy([], { get: (_, key) => (key === 'length' ? 1e8 : undefined) }));",
    ),
    contained: { ended: "ticks", calls: [] },
    control: { realm: "node:vm", gains: { ended: "ran on" } },
  },
  {
    name: "throws what cannot be described",
    source: workflow("throw { get message() { throw { get message() { throw null; } }; } };"),
    contained: { ended: "threw", message: "a value was thrown that cannot be described" },
    control: { realm: "node:vm", gains: { ended: "host failed" } },
  },
  {
    name: "throws what takes for ever to describe",
    source: "export default () => { throw { get message() { for (;;); } }; };",
    contained: { ended: "ticks" },
    control: { realm: "node:vm", gains: { ended: "ran on" } },
  },
  {
    name: "sends much in few calls",
    source: workflow('const { used } = await host.propose("x".repeat(100_000)); host.note(used.length);'),
    contained: { ended: "output", notes: [], calls: [] },
    control: { realm: "wide sandbox", gains: { ended: "returned", notes: ["100004"] } },
  },
  {
    name: "sends a small object that is large as text",
    source: workflow(`
      let laughs = "ha";
      for (let depth = 0; depth < 16; depth++) laughs = [laughs, laughs];
      host.note((await host.propose(laughs)).used.length);`),
    contained: { ended: "output", notes: [], calls: [] },
    control: { realm: "wide sandbox", gains: { ended: "returned", notes: ["458751"] } },
  },
];

export const crossing: Family = { name: "values that cross the border", attempts };
