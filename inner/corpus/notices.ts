import { extname } from "node:path";
import type { FolderListing } from "./list-folder.js";
import { readableTypes } from "./readers/formats.js";

/** Of one file with many documents so many problems are told one by one. */
const toldOfOneFile = 3;

interface Problems {
  /** Of its first lines, one sentence each. */
  readonly lines: string[];
  /** Of further lines. */
  untold: number;
  /** Of the file as a whole. */
  readonly whole: string[];
}

/** What is told of a folder's documents: a few sentences for each file, however many lines of it are bad. */
export class Notices {
  readonly #warnings: string[] = [];
  readonly #problems = new Map<string, Problems>();

  /** @param warning the end of a sentence that begins with `source`, a document that is used. */
  warn(source: string, warning: string): void {
    this.#warnings.push(`${source} ${warning}; used`);
  }

  /** @param problem the end of a sentence that begins with `source`, a file or a line of one (`file#line`). */
  leaveOut(source: string, problem: string): void {
    const file = source.replace(/#\d+$/, "");
    const of = this.#problems.get(file) ?? { lines: [], untold: 0, whole: [] };
    this.#problems.set(file, of);
    const sentence = `${source} ${problem}; left out`;
    if (source === file) of.whole.push(sentence);
    else if (of.lines.length < toldOfOneFile) of.lines.push(sentence);
    else of.untold += 1;
  }

  /** Warnings first, then what was left out by files' names, then what the folder holds besides documents. */
  all({ descriptions, others }: FolderListing): string[] {
    const problems = [...this.#problems.keys()].sort().flatMap((file) => this.#ofFile(file));
    return [
      ...this.#warnings,
      ...problems,
      ...(descriptions.length === 0
        ? []
        : [`${descriptions.join(", ")}: about the folder, not a document; left out`]),
      ...(others.length === 0 ? [] : [`${typeCounts(others)}: not ${readableTypes}; left out`]),
    ];
  }

  #ofFile(file: string): string[] {
    const { lines, untold, whole } = this.#problems.get(file) ?? { lines: [], untold: 0, whole: [] };
    const more = `${untold} more ${untold === 1 ? "line" : "lines"} left out`;
    return [...lines, ...whole, ...(untold === 0 ? [] : [`${file}: ${more}`])];
  }
}

/** Such as "3 files (.pdf 2, .csv 1)". */
function typeCounts(paths: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const type = extname(path).toLowerCase() || "no extension";
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const parts = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const files = paths.length === 1 ? "1 file" : `${paths.length} files`;
  return `${files} (${parts.map(([type, count]) => `${type} ${count}`).join(", ")})`;
}
