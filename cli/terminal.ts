import { processEnvironment } from "../foundation/environment.js";

/** How wide and how colourful the terminal is; plain and 80 columns when standard output is no terminal. */
export function terminalStyle(): { readonly colours: boolean; readonly width: number } {
  const plain = !process.stdout.isTTY || processEnvironment.get("NO_COLOR") !== undefined;
  return { colours: !plain, width: process.stdout.columns ?? 100 };
}
