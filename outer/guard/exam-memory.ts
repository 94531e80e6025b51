import { type RareEntities, telltaleEntities } from "../../inner/corpus/rare-entities.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { addedText } from "./added-text.js";
import { readingsOf } from "./readings.js";

/**
 * Findings on what the mutant adds that only makes sense for one document: its names and numbers in other words, its
 * id or title. Neither is repeated: findings go into the log that later agents read.
 */
export function memoryFindings(parent: HarnessFiles, mutant: HarnessFiles, entities: RareEntities): string[] {
  const findings: string[] = [];
  for (const [path, added] of addedText(parent, mutant)) {
    const readings = readingsOf(added);
    if (readings.some((text) => entities.namesDocument(text))) {
      findings.push(`${path} names a document of the corpus: a harness must be written for any document`);
    }
    const rare = Math.max(...readings.map((text) => entities.mostOfOneDocument(text)));
    if (rare < telltaleEntities) continue;
    findings.push(
      `${path} has ${rare} names or numbers that only one document of the corpus has: a harness must be written for any document`,
    );
  }
  return findings;
}
