import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { isReadable } from "./readers/formats.js";

/** The files under a corpus folder, hidden ones left out. Paths are relative, with forward slashes, sorted. */
export interface FolderListing {
  /** Files that may be documents or hold them. */
  readonly texts: readonly string[];
  /** Files that describe the folder: README, LICENSE, manifest. */
  readonly descriptions: readonly string[];
  /** All other files. */
  readonly others: readonly string[];
  /** Files and folders that could not be looked at, with the reason, mostly an error code such as EACCES. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/** Lists a folder with its sub-folders. Links are followed; a folder reached twice is listed once. */
export async function listFolder(folder: string): Promise<FolderListing> {
  const files: string[] = [];
  const unreadable = new Map<string, string>();
  const visited = new Set<string>();

  async function visit(relative: string): Promise<void> {
    const real = await realpath(join(folder, relative));
    if (visited.has(real)) return;
    visited.add(real);
    for (const name of (await readdir(real)).sort()) {
      if (!name.startsWith(".")) await place(relative === "" ? name : `${relative}/${name}`);
    }
  }

  async function place(path: string): Promise<void> {
    try {
      const found = await stat(join(folder, path));
      if (found.isDirectory()) await visit(path);
      else if (found.isFile()) files.push(path);
      else unreadable.set(path, "neither a file nor a folder");
    } catch (error) {
      unreadable.set(path, errorCode(error));
    }
  }

  await visit("");
  return { ...sorted(files), unreadable };
}

/** The system's code of a file error, such as ENOENT. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

function sorted(files: readonly string[]): Omit<FolderListing, "unreadable"> {
  const inOrder = [...files].sort();
  const describes = (path: string) =>
    /(^|\/)(readme|licen[cs]e|manifest)([._-]\w{1,6})?\.(txt|md|html|jsonl?|csv)$/i.test(path);
  return {
    texts: inOrder.filter((path) => isReadable(path) && !describes(path)),
    descriptions: inOrder.filter(describes),
    others: inOrder.filter((path) => !isReadable(path) && !describes(path)),
  };
}
