import { type Attempt, type Control, type Family, workflow } from "./attempt.js";

/** Climbs from `start` to a constructor of functions of the host's realm, and tells what it finds there. */
const climb = (start: string) =>
  workflow(
    `const process = (${start}).constructor.constructor("return process")(); host.note(typeof process.pid);`,
  );

const finds: Control = { realm: "node:vm", gains: { ended: "returned", notes: ["number"] } };
const refused = { ended: "threw", message: "making code from text is not possible", notes: [] } as const;

const attempts: readonly Attempt[] = [
  {
    name: "climbs from the global object to the process",
    source: climb("globalThis"),
    contained: refused,
    control: finds,
  },
  {
    name: "climbs from a function of the host to the process",
    source: climb("host.note"),
    contained: refused,
    control: finds,
  },
  {
    name: "climbs from a reply to the process",
    source: climb('await host.chat("main", {})'),
    contained: refused,
    control: finds,
  },
  {
    name: "climbs from an error of the host to the process",
    source: climb('(() => { try { host.prompt("none"); } catch (error) { return error; } })()'),
    contained: refused,
    control: finds,
  },
  {
    name: "climbs from a text of the host's values by way of its prototype",
    source: climb("Reflect.getPrototypeOf(host.document)"),
    contained: refused,
    control: finds,
  },
  {
    name: "pollutes the prototype of the host's objects",
    source: workflow('Object.getPrototypeOf(host).accepted = true; host.note("done");'),
    contained: { ended: "returned", notes: ["done"], stains: [] },
    control: { realm: "node:vm", gains: { ended: "returned", stains: ["accepted"] } },
  },
  {
    name: "pollutes the prototype of functions to be in the middle of the host's calls",
    source: workflow(`
      Object.getPrototypeOf(host.note).call = () => "mine";
      Object.getPrototypeOf(Object.getPrototypeOf(host.note)).spy = 1;`),
    contained: { ended: "returned", stains: [] },
    control: { realm: "node:vm", gains: { ended: "returned", stains: ["spy"] } },
  },
  {
    name: "reads the host's files off a stack",
    source: workflow(`
      Error.prepareStackTrace = (_error, sites) => sites.map((site) => String(site.getFileName()));
      const files = String(await new Promise((resolve) => host.note({ toString() { resolve(new Error().stack); return ""; } })));
      host.note(files.includes("node-realm-child") || files.includes("trusting-host") || files.includes("/"));`),
    contained: { ended: "returned", notes: ["", "false"] },
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["", "true"] } },
  },
];

export const prototypes: Family = { name: "prototypes and constructors", attempts };
