import { type Attempt, type Family, workflow } from "./attempt.js";

const message = '{ ordinal: 0, name: "accept", args: ["forged"] }';

/** Rewrites what goes out; the honest call is `propose [{}]`. */
const rewrites = (name: string, preparation: string, forged: string): Attempt => ({
  name,
  source: workflow(`${preparation} await host.propose({});`),
  contained: { ended: "returned", calls: ["propose [{}]"] },
  control: { realm: "bare engine", gains: { ended: "returned", calls: [forged] } },
});

/** Makes up what comes back; the honest reply is "reply". */
const repliesItself = (name: string, body: string): Attempt => ({
  name,
  source: workflow(body),
  contained: { ended: "returned", notes: ["reply"] },
  control: { realm: "bare engine", gains: { ended: "returned", notes: ["forged"] } },
});

const attempts: readonly Attempt[] = [
  rewrites(
    "writes messages itself, by another JSON.stringify",
    `const { stringify } = JSON; JSON.stringify = () => { JSON.stringify = stringify; return stringify(${message}); };`,
    'accept ["forged"]',
  ),
  rewrites(
    "puts its message in place of every message, by a toJSON of all objects",
    `Object.prototype.toJSON = function () { return "ordinal" in this ? ${message} : this; };`,
    'accept ["forged"]',
  ),
  rewrites(
    "puts its list in place of the arguments, by a toJSON of all arrays",
    'Array.prototype.toJSON = () => ["forged", "arguments"];',
    'propose ["forged","arguments"]',
  ),
  repliesItself(
    "reads replies itself, by another JSON.parse",
    'JSON.parse = () => ({ text: "forged" }); host.note((await host.verify(1)).text);',
  ),
  repliesItself(
    "settles calls itself, by another Promise",
    `const Native = Promise;
    globalThis.Promise = class extends Native {
      constructor(executor) {
        super((resolve, reject) => { resolve({ text: "forged" }); executor(resolve, reject); });
      }
    };
    const reply = host.verify(1);
    globalThis.Promise = Native;
    host.note((await reply).text);`,
  ),
  repliesItself(
    "settles calls itself, by a setter where the first of them is kept",
    `Object.defineProperty(Object.prototype, "0", {
      get: () => () => {},
      set(resolve) { if (typeof resolve === "function") resolve({ text: "forged" }); },
    });
    host.note((await host.verify(1)).text);`,
  ),
  repliesItself(
    "answers for the host, by another function on its object",
    `try { host.verify = async () => ({ text: "forged" }); } catch {}
    host.note((await host.verify(1)).text);`,
  ),
  {
    name: "reports that it returned, by another then",
    source:
      "export default () => { Promise.prototype.then = (done) => { done(); }; return new Promise(() => {}); };",
    contained: { ended: "threw", message: "waits for a promise that nothing can settle" },
    control: { realm: "bare engine", gains: { ended: "returned" } },
  },
  {
    name: "changes the report about itself on its way between processes",
    source: workflow(`
      const process = host.note.constructor("return process")();
      const { send } = process;
      process.send = (report) => {
        process.send = send;
        report.outcome.notes.push("forged");
        return process.send(report);
      };`),
    contained: { ended: "threw", message: "making code from text", notes: [] },
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["forged"] } },
  },
  {
    name: "opens a channel of its own",
    source: workflow(`
      const { port1, port2 } = new MessageChannel();
      const heard = new Promise((resolve) => { port2.onmessage = ({ data }) => resolve(data); });
      port1.postMessage("hello");
      host.note(await heard);
      port1.close();`),
    contained: { ended: "threw", message: "'MessageChannel' is not defined", notes: [] },
    control: { realm: "node module", gains: { ended: "returned", notes: ["hello"] } },
  },
  {
    name: "speaks to whoever listens in other threads",
    source: workflow(
      'const all = new BroadcastChannel("all"); all.postMessage(1); host.note(all.name); all.close();',
    ),
    contained: { ended: "threw", message: "'BroadcastChannel' is not defined", notes: [] },
    control: { realm: "node module", gains: { ended: "returned", notes: ["all"] } },
  },
];

export const forgedMessages: Family = { name: "forged messages", attempts };
