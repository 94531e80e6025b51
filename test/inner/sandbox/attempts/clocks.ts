import { type Attempt, type Expected, type Family, workflow } from "./attempt.js";

const absent = (name: string): Expected => ({
  ended: "threw",
  message: `'${name}' is not defined`,
  notes: [],
});
const toldTime: Expected = { ended: "returned", notes: ["true"] };

const attempts: readonly Attempt[] = [
  {
    name: "asks for the date",
    source: workflow("host.note(new Date().getFullYear() > 2000);"),
    contained: absent("Date"),
    control: { realm: "node:vm", gains: toldTime },
  },
  {
    name: "asks for milliseconds",
    source: workflow("host.note(Date.now() > 0);"),
    contained: absent("Date"),
    control: { realm: "node:vm", gains: toldTime },
  },
  {
    name: "asks for parts of milliseconds",
    source: workflow("host.note(performance.now() > 0);"),
    contained: absent("performance"),
    control: { realm: "node module", gains: toldTime },
  },
  {
    name: "has the date formatted, for which it needs none",
    source: workflow("host.note(new Intl.DateTimeFormat().format().length > 0);"),
    contained: absent("Intl"),
    control: { realm: "node:vm", gains: toldTime },
  },
  {
    name: "sleeps on memory",
    source: workflow(
      'host.note(Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1) === "timed-out");',
    ),
    contained: absent("Atomics"),
    control: { realm: "node:vm", gains: toldTime },
  },
  {
    name: "sets a timer",
    source: workflow("await new Promise((resolve) => setTimeout(resolve, 1)); host.note(true);"),
    contained: absent("setTimeout"),
    control: { realm: "node module", gains: toldTime },
  },
  {
    name: "counts its own steps until a reply is there",
    source: workflow(`
      const steps = async (hops) => {
        let waiting = true;
        let count = 0;
        const reply = host.chat("main", { hops }).then(() => { waiting = false; });
        while (waiting && count < 20_000) { count++; await null; }
        await reply;
        return count;
      };
      const [slow, fast] = [await steps(3000), await steps(3)];
      host.note(slow > fast);`),
    contained: { ended: "returned", notes: ["false"] },
    control: { realm: "node:vm", gains: toldTime },
  },
  {
    name: "has two replies race",
    source: workflow(`
      const ask = (name, hops) => host.chat("main", { hops }).then(() => name);
      host.note((await Promise.race([ask("slow", 3000), ask("fast", 3)])) === "fast");`),
    contained: { ended: "returned", notes: ["false"] },
    control: { realm: "node:vm", gains: toldTime },
  },
  {
    name: "counts the steps between two replies that it waits for at once",
    source: workflow(`
      let count = 0;
      let counting = true;
      const first = host.chat("main", { hops: 3 });
      const second = host.chat("main", { hops: 3000 }).then(() => { counting = false; });
      await first;
      while (counting && count < 2000) { count++; await null; }
      await second;
      host.note(count < 2000 && count > 1);`),
    contained: { ended: "returned", notes: ["false"] },
    control: {
      realm: "node:vm",
      source: workflow(`
      let count = 0;
      let counting = true;
      const first = host.chat("main", { hops: 3 });
      const second = host.chat("main", { hops: 300 }).then(() => { counting = false; });
      await first;
      while (counting && count < 2000) { count++; await null; }
      await second;
      host.note(count < 2000 && count > 1);`),
      gains: toldTime,
    },
  },
  {
    name: "draws chance, by which two runs would differ",
    source: workflow("host.note(Math.random() !== Math.random());"),
    contained: { ended: "threw", message: "not a function", notes: [] },
    control: { realm: "bare engine", gains: toldTime },
  },
];

export const clocks: Family = { name: "clocks and chance", attempts };
