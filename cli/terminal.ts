import { processEnvironment } from "../foundation/environment.js";

export interface TerminalStyle {
  readonly colours: boolean;
  /** Columns to fit lines into; absent when the output is no terminal, where lines are not cut. */
  readonly width?: number;
}

/** How standard output can be written to. */
export function terminalStyle(): TerminalStyle {
  const { isTTY, columns } = process.stdout;
  const colours = isTTY === true && processEnvironment.get("NO_COLOR") === undefined;
  return { colours, ...(isTTY === true && columns !== undefined && { width: columns }) };
}
