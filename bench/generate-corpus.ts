import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomStreams } from "../foundation/random.js";
import { loadFolder } from "../inner/corpus/load-folder.js";

const paragraphsEach = 8;

/**
 * Fills a folder with documents of which no two are equal: paragraphs of the notes in new combinations, under new titles.
 * The first documents are the same for every number of them.
 */
export async function writeDocuments(folder: string, notes: string, documents: number): Promise<void> {
  const { documents: sources } = await loadFolder(notes, { minWords: 80 });
  const paragraphs = sources.flatMap(({ text }) => text.split(/\n{2,}/).filter((one) => one.length > 200));
  mkdirSync(folder, { recursive: true });
  for (let number = 0; number < documents; number++) {
    const random = randomStreams("generate-bench").fork(String(number));
    const chosen = random.shuffle(paragraphs).slice(0, paragraphsEach);
    const title = `Notes on ${sources[random.integer(sources.length)]?.title ?? ""}, part ${number}`;
    writeFileSync(
      join(folder, `${String(number).padStart(6, "0")}.md`),
      `# ${title}\n\n${chosen.join("\n\n")}\n`,
    );
  }
}
