const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const controls = /[\u0000-\u0008\u000E-\u001F\u007F]/g;

/**
 * The normal form of a document's text: LF line ends (form feeds too), no byte-order mark, no control
 * characters but tab, no blanks at line ends, no blank lines at either end, NFC. Applying it twice changes
 * nothing.
 */
export function normaliseText(text: string): string {
  const lines = text
    .replace(/^\uFEFF+/, "")
    .replace(lineEnds, "\n")
    .replace(controls, "")
    .split("\n");
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .normalize("NFC")
    .trim();
}
