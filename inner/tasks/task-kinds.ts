import { existsSync, readdirSync } from "node:fs";
import type { TaskKind } from "./task-kind.js";

type KindModule = { readonly kind: TaskKind };

/**
 * The tasks in a folder: every folder in it that has a `kind.ts` is one, under its own name. Adding a task is adding a
 * folder.
 * @param folder file URL that ends in a slash.
 */
export async function findTaskKinds(
  folder: URL,
  load = (name: string): Promise<KindModule> => import(new URL(`${name}/kind.ts`, folder).href),
): Promise<ReadonlyMap<string, TaskKind>> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/kind.ts`, folder)))
    .map(({ name }) => name)
    .sort();
  const kinds = names.map(async (name): Promise<[string, TaskKind]> => [name, (await load(name)).kind]);
  return new Map(await Promise.all(kinds));
}

/** The tasks of this program, by name. The import is written so that a bundler finds what it may mean. */
export const taskKinds = await findTaskKinds(
  new URL("./", import.meta.url),
  (name) => import(`./${name}/kind.ts`) as Promise<KindModule>,
);
