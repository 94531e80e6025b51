import type { Host } from "autodata/harness";
import { measure, writeOnce } from "./lib/example.js";

const passageCharacters = 2400;

/** One call on one passage of the document, cut where a paragraph ends. */
export default async function workflow(host: Host): Promise<void> {
  const { title, text } = host.document;
  const request = "Write one example whose answer rests on this passage.";
  await measure(host, await writeOnce(host, `${title}\n\n${passageOf(title, text)}`, request));
}

/** A passage from anywhere in the document; which one follows from the title, so that documents differ in it. */
function passageOf(title: string, text: string): string {
  const passages = passagesOf(text);
  const sum = [...title].reduce((total, letter) => (31 * total + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  return passages[sum % passages.length] ?? text;
}

function passagesOf(text: string): string[] {
  const passages: string[] = [];
  let passage = "";
  for (const paragraph of text.split(/\n\s*\n/)) {
    if (passage !== "" && passage.length + paragraph.length > passageCharacters) {
      passages.push(passage);
      passage = "";
    }
    passage = passage === "" ? paragraph : `${passage}\n\n${paragraph}`;
  }
  return [...passages, passage];
}
