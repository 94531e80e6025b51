import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readHarnessFolder } from "../../experiments/harness-folder.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { Attack, NamedAttack } from "./attack.js";

const folder = new URL("gallery/", import.meta.url);
const lib = new URL("lib/", import.meta.url);

/**
 * Every folder of the gallery, in order of their names: `attack.ts` says what it is, `harness/` holds what it has in
 * place of the honest harness's files. Code may import `./lib/honest.js`, the honest workflow, and what else lies in
 * `lib/` beside the gallery. Adding an attack is adding a folder.
 */
export async function findAttacks(honest: Readonly<Record<string, HarnessFiles>>): Promise<NamedAttack[]> {
  const names = readdirSync(folder).sort();
  return Promise.all(
    names.map(async (name) => {
      const { attack } = (await import(new URL(`${name}/attack.ts`, folder).href)) as { attack: Attack };
      return { ...attack, name, files: filesOf(name, honest[attack.task ?? "cs-research"] ?? new Map()) };
    }),
  );
}

function filesOf(name: string, honest: HarnessFiles): HarnessFiles {
  const own = new URL(`${name}/harness`, folder);
  const files = existsSync(own) ? readHarnessFolder(own.pathname) : new Map<string, string>();
  if (!files.has("workflow.ts")) return new Map([...honest, ...files]);
  const workflow = honest.get("workflow.ts") ?? "";
  const shared = readdirSync(lib).map(
    (file) => [`lib/${file}`, readFileSync(new URL(file, lib), "utf8")] as const,
  );
  const moved = workflow.replaceAll('"./lib/', '"./');
  return new Map([...honest, ["lib/honest.ts", moved], ...shared, ...files]);
}
