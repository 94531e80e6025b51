const framesShown = 5;
const charactersShown = 2000;

/**
 * A thrown value for people and models to read: `description` (message, then QuickJS stack lines) with at most
 * five frames, each with the file it comes from and its line of the bundle, at most 2000 characters in all.
 */
export function shortStack(description: string, bundle: string): string {
  const lines = description.split("\n");
  const isFrame = (line: string) => line.startsWith("    at ");
  const source = bundle.split("\n");
  const frames = lines
    .filter((line) => isFrame(line) && line.includes("harness.js:"))
    .slice(0, framesShown)
    .map((line) => frameText(line, source));
  const message = lines.filter((line) => line !== "" && !isFrame(line)).join("\n");
  return [message, ...frames].join("\n").slice(0, charactersShown);
}

function frameText(frame: string, source: readonly string[]): string {
  const [, name = "<anonymous>", lineNumber = "1"] =
    /^ {4}at (?:(.*) \()?harness\.js:(\d+)/.exec(frame) ?? [];
  const index = Number(lineNumber) - 1;
  const text = source[index]?.trim().slice(0, 120) ?? "";
  return `    at ${name} in ${fileOf(index, source)}: ${text}`;
}

/** The bundler heads each module's part with a comment that names its file. */
function fileOf(index: number, source: readonly string[]): string {
  for (let line = Math.min(index, source.length - 1); line >= 0; line--) {
    const [, file] = /^\/\/ harness:(.+)$/.exec(source[line] ?? "") ?? [];
    if (file !== undefined) return file;
  }
  return "the bundle";
}
