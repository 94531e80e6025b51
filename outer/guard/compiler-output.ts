/** What the TypeScript compiler printed, run with --listFiles and without colours. */
export interface CompilerOutput {
  /** Errors in the harness's own files as `workflow.ts:12: message (TS2304)`, the first of them. */
  readonly errors: string[];
  /** Every file that was read. */
  readonly files: string[];
}

const errorsShown = 20;
const located = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/;
const unlocated = /^error (TS\d+): (.*)$/;

/**
 * Reads the output of a check run in `folder`, the harness lying in its folder `harness`. The messages must not
 * depend on where that is, so both are taken out of them.
 */
export function readCompilerOutput(stdout: string, folder: string): CompilerOutput {
  const errors: string[] = [];
  const files: string[] = [];
  for (const line of stdout.split(/\r?\n/)) {
    const error = errorOf(line);
    if (error !== null) errors.push(error);
    else if (line.startsWith(" ") && errors.length > 0) errors.push(`${errors.pop()} ${line.trim()}`);
    else if (line !== "") files.push(line);
  }
  const clean = errors.map((error) => error.replaceAll(`${folder}/harness/`, "").replace(/^harness\//, ""));
  return { errors: shortened(clean), files };
}

function errorOf(line: string): string | null {
  const place = located.exec(line);
  if (place !== null) return `${place[1]}:${place[2]}: ${place[4]} (${place[3]})`;
  const global = unlocated.exec(line);
  return global === null ? null : `${global[2]} (${global[1]})`;
}

function shortened(errors: readonly string[]): string[] {
  if (errors.length <= errorsShown) return [...errors];
  return [...errors.slice(0, errorsShown), `and ${errors.length - errorsShown} more type errors`];
}
