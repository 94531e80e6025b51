import { type Attempt, type Family, workflow } from "./attempt.js";

/** `body` goes deep and returns "deep"; the engine refuses with an Error, which the program may catch. */
const deep = (name: string, body: string): Attempt => ({
  name,
  source: workflow(`
    const go = () => { ${body} };
    try { host.note(go()); } catch { host.note("too deep"); }`),
  contained: { ended: "returned", notes: ["too deep"] },
  control: { realm: "node:vm", gains: { ended: "returned", notes: ["deep"] } },
});

const nested = (depth: number) => `let list = []; for (let n = 0; n < ${depth}; n++) list = [list];`;

const attempts: readonly Attempt[] = [
  deep("calls itself", "const down = (n) => (n === 0 ? 'deep' : down(n - 1)); return down(3000);"),
  deep("parses nested JSON", "JSON.parse('['.repeat(30_000) + ']'.repeat(30_000)); return 'deep';"),
  deep(
    "writes JSON within JSON",
    "const down = (n) => ({ toJSON: () => (n === 0 ? 0 : JSON.stringify(down(n - 1)).length) }); JSON.stringify(down(1000)); return 'deep';",
  ),
  deep("joins nested arrays", `${nested(3000)} String(list); return 'deep';`),
  deep("flattens nested arrays", `${nested(10_000)} list.flat(Infinity); return 'deep';`),
  deep(
    "sorts within a comparator",
    "const down = (n) => [1, 2].sort(() => (n === 0 ? 0 : down(n - 1))) && 0; down(2000); return 'deep';",
  ),
  deep(
    "replaces within a replacer",
    "const down = (n) => 'x'.replace('x', () => (n === 0 ? '' : down(n - 1))); down(2000); return 'deep';",
  ),
  deep(
    "nests groups of a regular expression",
    "new RegExp('('.repeat(3000) + ')'.repeat(3000)); return 'deep';",
  ),
  deep(
    "stacks proxies",
    "let o = { a: 1 }; for (let n = 0; n < 3000; n++) o = new Proxy(o, {}); o.a; return 'deep';",
  ),
  deep(
    "stacks bound functions",
    "let f = () => 0; for (let n = 0; n < 3000; n++) f = f.bind(null); f(); return 'deep';",
  ),
  deep(
    "reads a getter within a getter",
    "const o = { n: 3000, get a() { return o.n-- === 0 ? 'deep' : o.a; } }; return o.a;",
  ),
  deep(
    "delegates to generators",
    "const down = function* (n) { if (n > 0) yield* down(n - 1); else yield 'deep'; }; return down(3000).next().value;",
  ),
  {
    name: "nests the blocks of its own text",
    source: workflow(`${"{".repeat(3000)} host.note("deep"); ${"}".repeat(3000)}`),
    contained: { ended: "threw", message: "stack overflow", notes: [] },
    control: { realm: "node:vm", gains: { ended: "returned", notes: ["deep"] } },
  },
  {
    name: "calls itself again for every overflow it catches",
    source: workflow("const both = () => { try { both(); } finally { both(); } }; both();"),
    limits: { wallClockMs: 20 },
    contained: { ended: "backstop", notes: [] },
    control: { realm: "node:vm", gains: { ended: "ran on", notes: [] } },
  },
];

export const recursion: Family = { name: "deep recursion", attempts };
