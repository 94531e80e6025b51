import { type Attempt, type Expected, type Family, workflow } from "./attempt.js";
import { everythingInReach } from "./reach.js";

const refused: Expected = { ended: "threw", message: "making code from text is not possible", notes: [] };

/** `expression` gives 42 where code can be made from text. */
const made = (name: string, expression: string, contained: Expected = refused): Attempt => ({
  name,
  source: workflow(`host.note(await (${expression}));`),
  contained,
  control: { realm: "bare engine", gains: { ended: "returned", notes: ["42"] } },
});

const attempts: readonly Attempt[] = [
  made("evaluates a text", 'eval("6 * 7")', { ended: "threw", message: "eval" }),
  made("evaluates a text in the global scope", '(0, globalThis.eval)("6 * 7")', {
    ended: "threw",
    message: "not a function",
  }),
  made("makes a function by its constructor", 'Function("return 42")()'),
  made("makes a function by new", 'new Function("return 42")()', {
    ended: "threw",
    message: "refuse is not a constructor",
  }),
  made("makes a function by the constructor of a method", '[].map.constructor("return 42")()'),
  made("makes an async function", '(async () => {}).constructor("return 42")()'),
  made("makes a generator", '(function* () {}).constructor("yield 42")().next().value'),
  made(
    "makes an async generator",
    '(async function* () {}).constructor("yield 42")().next().then(({ value }) => value)',
  ),
  made(
    "makes a function by Reflect, for another class",
    'Reflect.construct(Object, ["return 42"], Function) instanceof Function ? 42 : Reflect.construct(Function, ["return 42"])()',
    {
      ended: "threw",
    },
  ),
  made("makes a function by a class of its own", 'new (class extends Function {})("return 42")()', {
    ended: "threw",
    message: "parent class must be constructor",
  }),
  made(
    "makes a function by the constructor that classes inherit",
    'Object.getPrototypeOf(class {}).constructor("return 42")()',
  ),
  made(
    "makes a function from a default parameter",
    'Reflect.apply((() => {}).constructor, null, ["a = 42", "return a"])()',
  ),
  made(
    "puts another constructor where the old one was, to find it by its descriptor",
    '(() => { const { prototype } = Function; delete prototype.constructor; const { value } = Object.getOwnPropertyDescriptor(prototype, "constructor") ?? { value: Object.getPrototypeOf(async () => {}).constructor }; return value("return 42")(); })()',
    { ended: "threw" },
  ),
  {
    name: "tries every function in reach that makes functions by its name",
    source: workflow(`
      const makers = ${everythingInReach}.filter((one) => typeof one === "function" && /Function$|^eval$/.test(one.name));
      const works = (maker) => { try { return maker("42") !== undefined; } catch { return false; } };
      host.note(makers.filter(works).map(({ name }) => name).sort().join());`),
    contained: { ended: "returned", notes: [""] },
    control: {
      realm: "bare engine",
      gains: {
        ended: "returned",
        notes: ["AsyncFunction,AsyncGeneratorFunction,Function,GeneratorFunction,eval"],
      },
    },
  },
];

export const codeFromText: Family = { name: "code from text", attempts };
