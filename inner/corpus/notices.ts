import { extname } from "node:path";
import type { FolderListing } from "./list-folder.js";
import { readableTypes } from "./readers/formats.js";

/** Of one file with many documents so many are told of one by one. */
const toldOfOneFile = 3;

/** What is told of one file. */
interface Told {
  /** Of its first lines, one sentence each. */
  readonly lines: string[];
  /** How many further lines there is something to tell of. */
  untold: number;
  /** Of the file as a whole. */
  readonly whole: string[];
}

/** What is told of a folder's documents: a few sentences for each file, however many lines of it are bad. */
export class Notices {
  readonly #warnings = new Map<string, Told>();
  readonly #problems = new Map<string, Told>();

  /** @param warning the end of a sentence that begins with `source`, a document that is used. */
  warn(source: string, warning: string): void {
    tell(this.#warnings, source, plain(`${source} ${warning}; used`));
  }

  /** @param problem the end of a sentence that begins with `source`, a file or a line of one (`file#line`). */
  leaveOut(source: string, problem: string): void {
    tell(this.#problems, source, plain(`${source} ${problem}; left out`));
  }

  /** Warnings first, then what was left out by files' names, then what the folder holds besides documents. */
  all({ descriptions, others }: FolderListing): string[] {
    const about = `${descriptions.join(", ")}: about the folder, not a document; left out`;
    return [
      ...sentences(this.#warnings, "to be looked at"),
      ...sentences(this.#problems, "left out"),
      ...(descriptions.length === 0 ? [] : [plain(about)]),
      ...(others.length === 0 ? [] : [plain(`${typeCounts(others)}: not ${readableTypes}; left out`)]),
    ];
  }
}

/** Files' names, and what libraries say of files, may hold anything: a notice is one line, and moves no cursor. */
const plain = (sentence: string) => sentence.replace(/\p{Cc}+/gu, " ");

function tell(of: Map<string, Told>, source: string, sentence: string): void {
  const file = source.replace(/#\d+$/, "");
  const told = of.get(file) ?? { lines: [], untold: 0, whole: [] };
  of.set(file, told);
  if (source === file) told.whole.push(sentence);
  else if (told.lines.length < toldOfOneFile) told.lines.push(sentence);
  else told.untold += 1;
}

function sentences(of: ReadonlyMap<string, Told>, end: string): string[] {
  return [...of.keys()].sort().flatMap((file) => {
    const { lines, untold, whole } = of.get(file) ?? { lines: [], untold: 0, whole: [] };
    const more = plain(`${file}: ${untold} more ${untold === 1 ? "line" : "lines"} ${end}`);
    return [...lines, ...whole, ...(untold === 0 ? [] : [more])];
  });
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
