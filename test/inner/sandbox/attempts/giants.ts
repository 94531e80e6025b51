import { type Attempt, type Family, workflow } from "./attempt.js";

/** More than 4 MiB in the narrow sandbox; `expression` gives a length where there is room. */
const large = (name: string, expression: string, length: string): Attempt => ({
  name,
  source: workflow(`host.note(${expression});`),
  contained: { ended: "memory", notes: [] },
  control: { realm: "wide sandbox", gains: { ended: "returned", notes: [length] } },
});

const attempts: readonly Attempt[] = [
  large("repeats a text", '"x".repeat(2 ** 24).length', "16777216"),
  large("pads a text", '"x".padStart(2 ** 24, "giant").length', "16777216"),
  large(
    "doubles a text",
    '(() => { let text = "€"; for (let n = 0; n < 23; n++) text += text; return text.charCodeAt(2 ** 22) && text.length; })()',
    "8388608",
  ),
  large("joins the holes of an array", 'Array(2 ** 20 + 1).join("giant").length', "5242880"),
  large(
    "grows a text by replacing",
    '"x".repeat(2 ** 12).replaceAll("x", "y".repeat(2 ** 12)).length',
    "16777216",
  ),
  large("fills an array", "Array(2 ** 19).fill(0).length", "524288"),
  large(
    "spreads an array into arrays",
    "(() => { let list = [1]; while (list.length < 2 ** 19) list = [...list, ...list]; return list.length; })()",
    "524288",
  ),
  large(
    "keeps small objects",
    "(() => { const kept = []; while (kept.length < 50_000) kept.push({}); return kept.length; })()",
    "50000",
  ),
  large("keeps keys in maps", "Array.from({ length: 20_000 }, (_, n) => new Map([[n, n]])).length", "20000"),
  large(
    "invents names of properties",
    '(() => { const o = {}; for (let n = 0; n < 100_000; n++) o["p" + n] = n; return Object.keys(o).length; })()',
    "100000",
  ),
  large("asks for one buffer", "new ArrayBuffer(2 ** 25).byteLength", "33554432"),
  large("asks for many buffers", "Array.from({ length: 32 }, () => new Uint8Array(2 ** 20)).length", "32"),
  large(
    "grows a resizable buffer",
    "(() => { const b = new ArrayBuffer(1, { maxByteLength: 2 ** 25 }); b.resize(2 ** 25); return b.byteLength; })()",
    "33554432",
  ),
  large(
    "keeps large numbers",
    "Array.from({ length: 100 }, (_, n) => 1n << BigInt(500_000 + n)).length",
    "100",
  ),
  {
    name: "searches an array-like of absurd length",
    source: workflow("host.note(Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1));"),
    limits: { wallClockMs: 20 },
    contained: { ended: "backstop", notes: [] },
    control: { realm: "node:vm", gains: { ended: "ran on", notes: [] } },
  },
  {
    name: "multiplies numbers so large that no tick ever ends",
    source: workflow("const large = 1n << 500_000n; for (;;) large * large;"),
    limits: { wallClockMs: 20 },
    contained: { ended: "backstop", notes: [] },
    control: { realm: "node:vm", gains: { ended: "ran on", notes: [] } },
  },
];

export const giants: Family = { name: "giant texts, arrays and numbers", attempts };
