import { type Attempt, type Family, workflow } from "./attempt.js";

const refused = { ended: "threw", message: "could not load module", notes: [] } as const;

const attempts: readonly Attempt[] = [
  {
    name: "imports the file system",
    source: workflow(
      'const { readdirSync } = await import("node:fs"); host.note(readdirSync("/").length > 0);',
    ),
    contained: refused,
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["true"] } },
  },
  {
    name: "imports the network",
    source: workflow(
      'const { createServer } = await import("node:net"); host.note(createServer().listening);',
    ),
    contained: refused,
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["false"] } },
  },
  {
    name: "imports the means to start a process",
    source: workflow('const { spawn } = await import("node:child_process"); host.note(spawn.length);'),
    contained: refused,
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["3"] } },
  },
  {
    name: "imports a text as a module",
    source: workflow(
      'const { made } = await import("data:text/javascript,export const made = 42"); host.note(made);',
    ),
    contained: refused,
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["42"] } },
  },
  {
    name: "imports a file by its path",
    source: workflow(
      'const { name } = (await import("./package.json", { with: { type: "json" } })).default; host.note(name);',
    ),
    contained: refused,
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["autodata-lab"] } },
  },
  {
    name: "imports the file system at its head, before anything runs",
    source: `import { readdirSync } from "node:fs";\n${workflow('host.note(readdirSync("/").length > 0);')}`,
    contained: refused,
    control: { realm: "node module", gains: { ended: "returned", notes: ["true"] } },
  },
  {
    name: "asks for the address that it was loaded from",
    source: workflow('host.note(new RegExp("^(data|file):").test(String(import.meta.url)));'),
    contained: { ended: "returned", notes: ["false"] },
    control: { realm: "node module", gains: { ended: "returned", notes: ["true"] } },
  },
];

export const imports: Family = { name: "imports", attempts };
