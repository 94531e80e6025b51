import type { Found } from "./reader.js";

/** Formats whose libraries may loop, or take any amount of memory, on a hostile file. */
export type ThreadFormat = "html" | "latex" | "pdf";

/** A file to be read in a thread. */
export interface ReadingJob {
  readonly format: ThreadFormat;
  readonly path: string;
  readonly source: string;
}

/** What became of it: what was found, or the file system's error. */
export type ReadingReport =
  | { readonly found: readonly Found[] }
  | { readonly code: string; readonly message: string };
