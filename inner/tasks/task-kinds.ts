import { existsSync, readdirSync } from "node:fs";
import type { TaskKind } from "./task-kind.js";

/**
 * The tasks in a folder: every folder in it that has a `kind.ts` is one, under its own name. Adding a task is adding a
 * folder.
 * @param folder file URL that ends in a slash.
 */
export async function findTaskKinds(folder: URL): Promise<ReadonlyMap<string, TaskKind>> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/kind.ts`, folder)))
    .map(({ name }) => name)
    .sort();
  const modules = names.map(async (name): Promise<[string, TaskKind]> => {
    const { kind } = (await import(new URL(`${name}/kind.ts`, folder).href)) as { kind: TaskKind };
    return [name, kind];
  });
  return new Map(await Promise.all(modules));
}

/** The tasks of this program, by name. */
export const taskKinds = await findTaskKinds(new URL("./", import.meta.url));
