import type { Module } from "./modules.js";

/** Every rule returns one sentence per breach, and an empty list when it holds. */

/** From the bottom up: a layer imports itself and those before it. */
const layers = ["foundation", "models", "inner", "population", "outer", "experiments", "dashboard", "cli"];
/** May import everything, and are imported by one another only. */
const outside = ["test", "bench", "bin", ""];
const baseline = "harness-baseline";
const harnessTypes = "autodata/harness";

const folderOf = (path: string) => (path.includes("/") ? path.slice(0, path.indexOf("/")) : "");
const isOutside = (path: string) => outside.includes(folderOf(path));

export function layerBreaches(modules: readonly Module[]): string[] {
  return modules.flatMap(({ path, imports }) => {
    const folder = folderOf(path);
    if (isOutside(path)) return [];
    if (folder === baseline) return baselineBreaches(path, imports);
    const rank = layers.indexOf(folder);
    if (rank === -1) return [`${path} lies in no layer`];
    return imports.flatMap(({ specifier, target }) => {
      if (specifier === harnessTypes) return [`${path} imports ${harnessTypes}, which is for harnesses only`];
      if (target === null) return [];
      const other = layers.indexOf(folderOf(target));
      return other === -1 || other > rank ? [`${path} imports ${target}, which is not below it`] : [];
    });
  });
}

/** A harness is a tree of its own: it sees its own files and the types of its contract. */
function baselineBreaches(path: string, imports: Module["imports"]): string[] {
  const own = path.split("/").slice(0, 2).join("/");
  const allowed = ({ specifier, target }: Module["imports"][number]) =>
    specifier === harnessTypes || target?.startsWith(`${own}/`) === true;
  return imports
    .filter((one) => !allowed(one))
    .map(({ specifier }) => `${path} imports ${specifier}, which a harness cannot see`);
}

/** One sentence for each file from which a cycle was first entered. */
export function cycles(modules: readonly Module[]): string[] {
  const targets = new Map(
    modules.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  function visit(path: string, trail: readonly string[]): void {
    const seen = trail.indexOf(path);
    if (seen !== -1) found.push([...trail.slice(seen), path].join(" -> "));
    if (seen !== -1 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  }
  for (const { path } of modules) visit(path, []);
  return found;
}

interface Door {
  readonly packages: readonly string[];
  /** A file, or a folder with a slash at its end. */
  readonly within: string;
  /** Several files of that folder may import it. */
  readonly several?: boolean;
}

const doors: readonly Door[] = [
  { packages: ["openai"], within: "models/" },
  { packages: ["simple-git"], within: "population/" },
  { packages: ["better-sqlite3"], within: "population/" },
  { packages: ["child_process"], within: "foundation/processes.ts" },
  { packages: ["process"], within: "foundation/environment.ts" },
  { packages: ["quickjs-emscripten-core", "@jitl/*"], within: "inner/sandbox/", several: true },
  { packages: ["mathjs"], within: "inner/tasks/verifiable/answers/", several: true },
  { packages: ["esbuild"], within: "inner/sandbox/", several: true },
];

export function doorBreaches(modules: readonly Module[]): string[] {
  return doors.flatMap((door) => {
    const importers = modules.filter(({ path, imports }) => {
      return !isOutside(path) && imports.some(({ specifier }) => opens(door, specifier));
    });
    const name = door.packages.join(" or ");
    const strangers = importers.filter(({ path }) => !path.startsWith(door.within));
    const breaches = strangers.map(({ path }) => `${path} imports ${name}, which belongs to ${door.within}`);
    const paths = importers.map(({ path }) => path).join(", ");
    if (importers.length > 1 && door.several !== true) breaches.push(`${name} is imported by ${paths}`);
    return breaches;
  });
}

function opens(door: Door, specifier: string): boolean {
  const plain = specifier.replace(/^node:/, "");
  return door.packages.some((name) =>
    name.endsWith("*") ? plain.startsWith(name.slice(0, -1)) : plain === name || plain.startsWith(`${name}/`),
  );
}

interface Word {
  readonly pattern: RegExp;
  readonly name: string;
  /** The only file that may say it; null for none at all, tests included. */
  readonly only: string | null;
}

const words: readonly Word[] = [
  { pattern: /\bMath\s*\.\s*random\b/, name: "Math.random", only: null },
  { pattern: /\bDate\s*\.\s*now\b/, name: "Date.now", only: "foundation/clock.ts" },
  { pattern: /\bnew\s+Date\b(?!\s*\(\s*[^)\s])/, name: "new Date()", only: "foundation/clock.ts" },
  { pattern: /(?<!\bnew\s+)(?<![.\w])Date\s*\(/, name: "Date()", only: "foundation/clock.ts" },
  { pattern: /\bprocess\s*(?:\.\s*env\b|\[)/, name: "process.env", only: "foundation/environment.ts" },
];

export function wordBreaches(modules: readonly Module[]): string[] {
  return modules.flatMap(({ path, code }) => {
    const bound = words.filter(({ only }) => only === null || (only !== path && !isOutside(path)));
    return bound
      .filter(({ pattern }) => pattern.test(code))
      .map(
        ({ name, only }) => `${path} says ${name}, which ${only === null ? "nobody" : `only ${only}`} may`,
      );
  });
}

export const mostLines = 350;

export function sizeBreaches(modules: readonly Module[]): string[] {
  const large = modules.filter(({ lines }) => lines > mostLines);
  return large.map(({ path, lines }) => `${path} has ${lines} lines, more than ${mostLines}`);
}

const emptyNames = /^(utils?|helpers?|types|index|manager|common|misc)\./;

export function nameBreaches(modules: readonly Module[]): string[] {
  const unnamed = modules.filter(({ path }) => emptyNames.test(path.slice(path.lastIndexOf("/") + 1)));
  return unnamed.map(({ path }) => `${path} has a name that says nothing about its subject`);
}
