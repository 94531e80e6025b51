import { UsageError } from "../../foundation/errors.js";
import { runProcess } from "../../foundation/processes.js";

/** A name, and an address if there is one, as git takes them. */
const form = /^[^<>\p{Cc}]+( <[^<>\s\p{Cc}]+>)?$/u;

/**
 * Who admits a harness: the name given, else the one that git knows on this machine.
 * @throws UsageError when git could not keep the name, or there is none.
 */
export async function authorOf(given: string | undefined): Promise<string> {
  const name = (given ?? (await nameInGit())).trim().replace(/\s+/g, " ");
  if (name === "") throw new UsageError('say who admits it: --author "Ada Lovelace"');
  if (form.test(name)) return name;
  throw new UsageError(
    `${JSON.stringify(name)} is no author: write --author "Ada Lovelace" or --author "Ada Lovelace <ada@example.org>"`,
  );
}

/** Empty when git knows none. */
async function nameInGit(): Promise<string> {
  try {
    const { code, stdout } = await runProcess("git", ["config", "--global", "user.name"]);
    return code === 0 ? stdout : "";
  } catch {
    return "";
  }
}
