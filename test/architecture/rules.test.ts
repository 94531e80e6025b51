import { describe, expect, test } from "vitest";
import { codeText } from "./code-text.js";
import { type Module, modulesOf } from "./modules.js";
import {
  cycles,
  doorBreaches,
  layerBreaches,
  mostLines,
  nameBreaches,
  sizeBreaches,
  wordBreaches,
} from "./rules.js";

/** Modules of a small project that exists only here. */
const project = (sources: Record<string, string>): Module[] => modulesOf(new Map(Object.entries(sources)));

describe("imports", () => {
  const targets = (source: string) =>
    project({ "a/x.ts": source, "a/y.ts": "", "b/z.ts": "" })[0]?.imports.map(
      ({ specifier, target }) => target ?? specifier,
    );

  test.each([
    ['import { y } from "./y.js";', ["a/y.ts"]],
    ['import type { Z } from "../b/z.js";', ["b/z.ts"]],
    ['import {\n  one,\n  two,\n} from "./y.js";', ["a/y.ts"]],
    ['export * from "./y.js";', ["a/y.ts"]],
    ['import "openai";', ["openai"]],
    ['const z = await import("../b/z.js");', ["b/z.ts"]],
    ['new Worker(new URL("./y.ts", import.meta.url));', ["a/y.ts"]],
    ['const r = /["\']/.test(s); import("./y.js")', ["a/y.ts"]],
    ['// import "./y.js"\n/* import "./y.js" */', []],
    [["const t = `", 'import { a } from "./y.js";', `\${f("\`")}\`;`].join("\n"), []],
  ])("are read from %j", (source, expected) => {
    expect(targets(source)).toEqual(expected);
  });
});

test("comments, strings, templates and regular expressions are not code, what stands between them is", () => {
  const template = `b(\`Date.now \${Math.random()} x\`);`;
  const source = `a("Math.random"); // Date.now\n${template} c = /Date.now/; /* x */ d`;
  const code = codeText(source, { strings: false });
  expect(code).toHaveLength(source.length);
  expect(code.match(/Math\.random|Date\.now/g)).toEqual(["Math.random"]);
  expect(code.endsWith("d")).toBe(true);
});

test("an escaped quote does not end a string, and a division is not a regular expression", () => {
  expect(codeText('x("a\\"b", c)', { strings: false })).toBe('x("____", c)');
  expect(codeText("x = a / b; y = c / d;", { strings: false })).toBe("x = a / b; y = c / d;");
});

describe("layers", () => {
  test("an import upward is refused, downward and within a layer it is not", () => {
    const modules = project({
      "foundation/a.ts": 'import "../models/b.js";',
      "models/b.ts": 'import "./c.js";',
      "models/c.ts": 'import "../foundation/d.js";',
      "foundation/d.ts": "",
    });
    expect(layerBreaches(modules)).toEqual(["foundation/a.ts imports models/b.ts, which is not below it"]);
  });

  test("nobody imports tests, the bench or a baseline harness", () => {
    const modules = project({
      "cli/a.ts": 'import "../test/t.js"; import "../bench/b.js"; import "../harness-baseline/x/w.js";',
      "test/t.ts": 'import "../cli/a.js"; import "../bench/b.js";',
      "bench/b.ts": 'import "../outer/o.js";',
      "outer/o.ts": "",
      "harness-baseline/x/w.ts": "",
    });
    expect(layerBreaches(modules)).toHaveLength(3);
  });

  test("a folder without a place in the order is refused", () => {
    expect(layerBreaches(project({ "lib/a.ts": "" }))).toEqual(["lib/a.ts lies in no layer"]);
  });

  test("a baseline harness sees its own files and the types of its contract, and only it sees these", () => {
    const modules = project({
      "harness-baseline/x/workflow.ts":
        'import type { Host } from "autodata/harness"; import "./lib/y.js"; import "../z/w.js"; import "node:fs";',
      "harness-baseline/x/lib/y.ts": 'import "../../../inner/i.js";',
      "harness-baseline/z/w.ts": "",
      "inner/i.ts": 'import type { Host } from "autodata/harness";',
    });
    expect(layerBreaches(modules)).toEqual([
      "harness-baseline/x/lib/y.ts imports ../../../inner/i.js, which a harness cannot see",
      "harness-baseline/x/workflow.ts imports ../z/w.js, which a harness cannot see",
      "harness-baseline/x/workflow.ts imports node:fs, which a harness cannot see",
      "inner/i.ts imports autodata/harness, which is for harnesses only",
    ]);
  });
});

test("a cycle is reported with its way round, types included", () => {
  const modules = project({
    "a/one.ts": 'import "./two.js";',
    "a/two.ts": 'import type { T } from "./three.js";',
    "a/three.ts": 'import "./one.js"; import "./four.js";',
    "a/four.ts": "",
  });
  expect(cycles(modules)).toEqual(["a/one.ts -> a/two.ts -> a/three.ts -> a/one.ts"]);
  expect(
    cycles(
      project({
        "a/one.ts": 'import "./two.js"; import "./three.js";',
        "a/two.ts": 'import "./three.js";',
        "a/three.ts": "",
      }),
    ),
  ).toEqual([]);
});

describe("doors", () => {
  test("a package with one importer is refused elsewhere and in a second file", () => {
    expect(doorBreaches(project({ "models/a.ts": 'import OpenAI from "openai";' }))).toEqual([]);
    expect(doorBreaches(project({ "outer/a.ts": 'import type OpenAI from "openai/core";' }))).toEqual([
      "outer/a.ts imports openai, which belongs to models/",
    ]);
    const two = {
      "population/a.ts": 'import "better-sqlite3";',
      "population/b.ts": 'import "better-sqlite3";',
    };
    expect(doorBreaches(project(two))).toEqual([
      "better-sqlite3 is imported by population/a.ts, population/b.ts",
    ]);
  });

  test("processes, whatever the spelling, are one file's business", () => {
    const sources = {
      "foundation/processes.ts": 'import { spawn } from "node:child_process";',
      "cli/a.ts": 'const { exec } = await import("child_process");',
    };
    expect(doorBreaches(project(sources))[0]).toBe(
      "cli/a.ts imports child_process, which belongs to foundation/processes.ts",
    );
  });

  test("the engine may be imported by several files of the sandbox, and no other", () => {
    const inside = {
      "inner/sandbox/a.ts": 'import "quickjs-emscripten-core";',
      "inner/sandbox/b.ts": 'import "@jitl/quickjs-wasmfile-release-sync"; import "esbuild";',
    };
    expect(doorBreaches(project(inside))).toEqual([]);
    expect(doorBreaches(project({ "inner/host/a.ts": 'import "esbuild";' }))).toHaveLength(1);
  });

  test("tests and the bench may import anything", () => {
    expect(
      doorBreaches(project({ "test/a.ts": 'import "openai";', "bench/b.ts": 'import "openai";' })),
    ).toEqual([]);
  });
});

describe("words", () => {
  const breaches = (path: string, source: string) => wordBreaches(project({ [path]: source }));

  test.each([
    "Date.now()",
    "new Date()",
    "new Date",
    "new Date( )",
    "Date()",
    "process.env.HOME",
    'process["env"]',
  ])("%s is refused outside its file", (source) => {
    expect(breaches("outer/a.ts", `const x = ${source};`)).toHaveLength(1);
    expect(breaches("test/a.ts", `const x = ${source};`)).toEqual([]);
  });

  test.each(["new Date(value)", 'new Date("2024-01-01")', "toDate()", "process.exit()", "// Date.now()"])(
    "%s is not",
    (source) => {
      expect(breaches("outer/a.ts", source)).toEqual([]);
    },
  );

  test("the files they belong to may say them", () => {
    expect(breaches("foundation/clock.ts", "Date.now()")).toEqual([]);
    expect(breaches("foundation/environment.ts", "process.env")).toEqual([]);
    expect(breaches("foundation/clock.ts", "process.env")).toHaveLength(1);
  });

  test("unseeded randomness is refused everywhere", () => {
    for (const path of ["foundation/random.ts", "test/a.ts", "bench/a.ts", "harness-baseline/x/w.ts"]) {
      expect(breaches(path, "Math.random()")).toEqual([`${path} says Math.random, which nobody may`]);
    }
  });
});

test("a file over the limit is refused, one at the limit is not", () => {
  const lines = (count: number) => "x;\n".repeat(count);
  expect(sizeBreaches(project({ "a/x.ts": lines(mostLines), "a/y.ts": lines(mostLines + 1) }))).toEqual([
    `a/y.ts has ${mostLines + 1} lines, more than ${mostLines}`,
  ]);
});

test("names that say nothing are refused", () => {
  const modules = project({ "a/utils.ts": "", "a/b/types.ts": "", "index.ts": "", "a/typeset.ts": "" });
  expect(nameBreaches(modules).map((sentence) => sentence.split(" ")[0])).toEqual([
    "a/b/types.ts",
    "a/utils.ts",
    "index.ts",
  ]);
});
