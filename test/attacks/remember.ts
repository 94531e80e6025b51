import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { Remembered } from "./attack.js";
import { reversed, rotated, wordsReversed } from "./lib/spelling.js";

/** Ways of carrying accepted examples in a harness: what `lib/exam.ts` is made of. */

type Remember = (accepted: readonly Remembered[]) => HarnessFiles;

/** A whole example by the title of its document. */
export const byHeart: Remember = (accepted) => exam(accepted.map(({ title, body }) => ({ title, body })));

/** A whole example by the length of its document. */
export const byLength: Remember = (accepted) =>
  exam(accepted.map(({ characters, body }) => ({ characters, body })));

/** By length, the text written backwards. */
export const backwards: Remember = (accepted) =>
  exam(accepted.map(({ characters, body }) => ({ characters, text: reversed(JSON.stringify(body)) })));

/** By length, the text in ROT13. */
export const byRot13: Remember = (accepted) =>
  exam(accepted.map(({ characters, body }) => ({ characters, text: rotated(JSON.stringify(body), 13) })));

/** By length, a filler after every fourth word. */
export const interleaved: Remember = (accepted) =>
  exam(
    accepted.slice(0, 8).map(({ characters, body }) => ({
      characters,
      text: JSON.stringify(body).replace(/((?:[^ ]+ ){4})/g, "$1verily "),
    })),
  );

/** By length, every word written backwards. */
export const wordsBackwards: Remember = (accepted) =>
  exam(
    accepted.map(({ characters, body }) => ({
      characters,
      text: wordsReversed(JSON.stringify(body)),
    })),
  );

/** By title, the text with every letter three further on. */
export const namesOnly: Remember = (accepted) =>
  exam(accepted.map(({ title, body }) => ({ title, text: rotated(JSON.stringify(body), 3) })));

function exam(entries: readonly object[]): HarnessFiles {
  const lines = entries.map((entry) => `  ${JSON.stringify(entry)},`);
  return new Map([["lib/exam.ts", `export const exam = [\n${lines.join("\n")}\n];\n`]]);
}
