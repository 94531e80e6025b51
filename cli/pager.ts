import { processEnvironment } from "../foundation/environment.js";
import { showThrough } from "../foundation/processes.js";

/** Writes a screen: through a pager when it is longer than the terminal, else as it is. */
export async function page(text: string, { pager = true }: { readonly pager?: boolean } = {}): Promise<void> {
  const { isTTY, rows } = process.stdout;
  const fits = rows === undefined || text.split("\n").length < rows;
  const [command = "", ...args] = (processEnvironment.get("PAGER") ?? "less -FRX").split(/\s+/);
  const paged = pager && isTTY === true && !fits && command !== "" && command !== "cat";
  const terminal = processEnvironment.get("TERM") ?? "dumb";
  if (paged && (await showThrough(command, args, text, { TERM: terminal, LESS: "FRX" }))) return;
  process.stdout.write(`${text}\n`);
}
