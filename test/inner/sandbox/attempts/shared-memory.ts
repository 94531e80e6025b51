import { type Attempt, type Expected, type Family, workflow } from "./attempt.js";
import { everythingInReach } from "./reach.js";

const absent = (name: string): Expected => ({
  ended: "threw",
  message: `'${name}' is not defined`,
  notes: [],
});

/** The smallest module with a function: it adds two numbers. */
const adder =
  "0,97,115,109,1,0,0,0,1,7,1,96,2,127,127,1,127,3,2,1,0,7,5,1,1,97,0,0,10,9,1,7,0,32,0,32,1,106,11";

const attempts: readonly Attempt[] = [
  {
    name: "makes memory that threads can share",
    source: workflow("host.note(new SharedArrayBuffer(8).byteLength);"),
    contained: absent("SharedArrayBuffer"),
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["8"] } },
  },
  {
    name: "finds shared memory behind the memory of WebAssembly",
    source: workflow(`
      const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
      host.note(buffer.constructor.name);`),
    contained: absent("WebAssembly"),
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["SharedArrayBuffer"] } },
  },
  {
    name: "runs machine code",
    source: workflow(`
      const module = new WebAssembly.Module(new Uint8Array([${adder}]));
      host.note(new WebAssembly.Instance(module).exports.a(40, 2));`),
    contained: absent("WebAssembly"),
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["42"] } },
  },
  {
    name: "compiles machine code in the background",
    source: workflow(`
      const { instance } = await WebAssembly.instantiate(new Uint8Array([${adder}]));
      host.note(instance.exports.a(40, 2));`),
    contained: absent("WebAssembly"),
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["42"] } },
  },
  {
    name: "locks memory",
    source: workflow("host.note(Atomics.compareExchange(new Int32Array([1]), 0, 1, 2));"),
    contained: absent("Atomics"),
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["1"] } },
  },
  {
    name: "looks for them among everything in reach",
    source: workflow(`
      const names = ${everythingInReach}.map((one) => (typeof one === "function" ? one.name : one[Symbol.toStringTag]));
      const kinds = ["SharedArrayBuffer", "Atomics", "WebAssembly", "Date", "WeakRef", "FinalizationRegistry"];
      host.note(kinds.filter((kind) => names.includes(kind)).join());`),
    contained: { ended: "returned", notes: [""] },
    control: {
      realm: "bare engine",
      gains: { ended: "returned", notes: ["SharedArrayBuffer,Date,WeakRef,FinalizationRegistry"] },
    },
  },
];

export const sharedMemory: Family = { name: "shared memory and machine code", attempts };
