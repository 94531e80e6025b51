import type { CopiedText } from "../../inner/corpus/copied-text.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { addedText } from "./added-text.js";
import { readingsOf } from "./readings.js";

/**
 * Findings on passages of corpus documents in what the mutant adds. Neither the passage nor its document is
 * named: findings go into the log that later agents read, and the document may be one they must not see.
 */
export function copiedFindings(
  parent: HarnessFiles,
  mutant: HarnessFiles,
  copiedPassage: CopiedText["copiedPassage"],
): string[] {
  const findings: string[] = [];
  for (const [path, added] of addedText(parent, mutant)) {
    const copied = readingsOf(added)
      .map(copiedPassage)
      .find((passage) => passage !== null);
    if (copied === undefined || copied === null) continue;
    const words = copied.words.split(" ").length;
    findings.push(
      `${path} repeats ${words} consecutive words of a document of the corpus: a harness must not carry text of documents`,
    );
  }
  return findings;
}
