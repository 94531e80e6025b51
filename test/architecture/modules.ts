import { readdir, readFile } from "node:fs/promises";
import { posix } from "node:path";
import { codeText } from "./code-text.js";

export interface Import {
  readonly specifier: string;
  /** Path of the module it leads to; null outside the project. */
  readonly target: string | null;
}

/** A source file, by its path from the project's folder. */
export interface Module {
  readonly path: string;
  readonly imports: readonly Import[];
  /** Its text without comments and without what stands in strings. */
  readonly code: string;
  readonly lines: number;
}

const skipped = new Set(["node_modules", "runs", "corpus"]);

/** Reads every TypeScript and JavaScript file of a project. */
export async function readProject(folder: string): Promise<Module[]> {
  const sources = new Map<string, string>();
  async function visit(relative: string): Promise<void> {
    for (const entry of await readdir(`${folder}/${relative}`, { withFileTypes: true })) {
      const path = posix.join(relative, entry.name);
      if (entry.name.startsWith(".") || (relative === "" && skipped.has(entry.name))) continue;
      if (entry.isDirectory()) await visit(path);
      else if (/\.[cm]?[jt]sx?$/.test(entry.name))
        sources.set(path, await readFile(`${folder}/${path}`, "utf8"));
    }
  }
  await visit("");
  return modulesOf(sources);
}

/** The modules of a set of sources by path. Type imports count as imports. */
export function modulesOf(sources: ReadonlyMap<string, string>): Module[] {
  return [...sources]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, source]) => ({
      path,
      imports: specifiersIn(source).map((specifier) => ({
        specifier,
        target: resolve(path, specifier, sources),
      })),
      code: codeText(source, { strings: false }),
      lines: source.split("\n").length - (source.endsWith("\n") ? 1 : 0),
    }));
}

const importForms = [
  /\b(?:import|export)\s[^;'"()]*?\bfrom\s*["']([^"']+)["']/g,
  /\bimport\s*["']([^"']+)["']/g,
  /\b(?:import|require|import\.meta\.resolve|require\.resolve)\(\s*["']([^"']+)["']/g,
  /\bnew URL\(\s*["'](\.[^"']+)["']\s*,\s*import\.meta\.url/g,
];

function specifiersIn(source: string): string[] {
  const code = codeText(source, { strings: true });
  const found = importForms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1] ?? ""));
  return [...new Set(found)];
}

function resolve(from: string, specifier: string, sources: ReadonlyMap<string, string>): string | null {
  if (!specifier.startsWith(".")) return null;
  const plain = posix.join(posix.dirname(from), specifier);
  const candidates = [plain.replace(/\.([cm]?)js$/, ".$1ts"), plain, `${plain}.ts`, `${plain}/index.ts`];
  return candidates.find((candidate) => sources.has(candidate)) ?? null;
}
