import { type Attempt, type Family, workflow } from "./attempt.js";

/** A match that takes longer than anyone waits, unless steps of backtracking are counted. */
const explodes = (name: string, expression: string): Attempt => ({
  name,
  source: workflow(`host.note(${expression});`),
  contained: { ended: "ticks", notes: [] },
  control: { realm: "node:vm", gains: { ended: "ran on", notes: [] } },
});

const attempts: readonly Attempt[] = [
  explodes("repeats a repetition", '/^(a+)+$/.test("a".repeat(50) + "b")'),
  explodes("offers two ways for the same letters", '/^(a|aa)+$/.test("a".repeat(90) + "b")'),
  explodes(
    "leaves out optional letters",
    'new RegExp("a?".repeat(40) + "a".repeat(40)).test("a".repeat(39))',
  ),
  explodes("refers back to what was captured", '/^(a+)+\\1$/.test("a".repeat(50) + "b")'),
  explodes("looks ahead within a repetition", '/^(?:(?=(a+))a+)+$/.test("a".repeat(50) + "b")'),
  explodes("splits by an exploding separator", '("a".repeat(50) + "b").split(/(?:x+x+)+y|^(?:a+)+$/).length'),
  explodes("replaces by an exploding pattern", '("a".repeat(50) + "b").replace(/^(a*)*$/g, "").length'),
  {
    name: "matches a long text in quadratic time",
    source: workflow('host.note(/a*b/.test("a".repeat(4000)));'),
    contained: { ended: "ticks", notes: [] },
    control: { realm: "wide sandbox", gains: { ended: "returned", notes: ["false"] } },
  },
];

export const regularExpressions: Family = { name: "exploding regular expressions", attempts };
