import { stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";

/** Folders that paths in a definition are relative to, in the order in which they are tried. */
export interface BaseFolders {
  /** Folder of the definition's file. */
  readonly file: string;
  /** Folder of the project itself. */
  readonly project: string;
}

/** What a path must lead to; documents may lie in a folder, or be one file of many. */
export type Wanted = "folder" | "file" | "documents";

export type FoundFolder = { readonly path: string } | { readonly lookedAt: readonly string[] };

/**
 * Finds the folder, or the file, that a definition names. Its path comes back relative to the project when it lies inside
 * (a stored definition then still holds in another clone), else absolute; forward slashes.
 */
export async function findFolder(
  written: string,
  bases: BaseFolders,
  wanted: Wanted = "folder",
): Promise<FoundFolder> {
  const candidates = isAbsolute(written)
    ? [written]
    : [...new Set([resolve(bases.file, written), resolve(bases.project, written)])];
  for (const candidate of candidates) {
    const found = await stat(candidate).catch(() => null);
    if ((wanted !== "file" && found?.isDirectory()) || (wanted !== "folder" && found?.isFile()))
      return { path: portable(candidate, bases.project) };
  }
  return { lookedAt: candidates };
}

/** The absolute path of a folder that `findFolder` named. */
export function folderPath(stored: string, project: string): string {
  return isAbsolute(stored) ? stored : join(project, stored);
}

function portable(path: string, project: string): string {
  const inside = relative(project, path);
  const outside = inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return outside ? path : inside.split(sep).join("/");
}
