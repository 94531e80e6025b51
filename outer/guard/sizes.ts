import type { HarnessFiles } from "../../inner/harness/harness-files.js";

/** Bounds of a harness, for every candidate. */
export const sizeLimits = { files: 40, fileBytes: 64 * 1024, totalBytes: 256 * 1024 } as const;

/**
 * Characters that make a file say something else than it shows, or no text at all: control characters but tab
 * and line feed, invisible formatting (bidirectional controls, zero-width characters, tags), line separators,
 * hidden variation selectors, and halves of surrogate pairs, which UTF-8 cannot write.
 */
const forbidden = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}]|[\u2028\u2029]|[\u{E0100}-\u{E01EF}]/u;

/** Findings on how many files there are, how large they are, and whether they are plain text. */
export function sizeFindings(mutant: HarnessFiles): string[] {
  const findings: string[] = [];
  if (mutant.size > sizeLimits.files) {
    findings.push(`the harness has ${mutant.size} files; at most ${sizeLimits.files} are allowed`);
  }
  let total = 0;
  for (const [path, text] of mutant) {
    const bytes = Buffer.byteLength(text);
    total += bytes;
    if (bytes > sizeLimits.fileBytes) {
      findings.push(`${path} has ${bytes} bytes; at most ${sizeLimits.fileBytes} are allowed in one file`);
    }
  }
  if (total > sizeLimits.totalBytes) {
    findings.push(`the harness has ${total} bytes; at most ${sizeLimits.totalBytes} are allowed in all`);
  }
  return [...findings, ...[...mutant].flatMap(([path, text]) => characterFindings(path, text))];
}

/** The first forbidden character of a file, by line and code point. */
function characterFindings(path: string, text: string): string[] {
  const found = forbidden.exec(text);
  if (found === null) return [];
  const line = text.slice(0, found.index).split("\n").length;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return [`${path}:${line}: holds the invisible or control character U+${code}; write plain text`];
}
