import { constants } from "./constants.js";
import { uniform } from "./hashing.js";

const { suggestible } = constants;

/** Who reads, on what occasion. */
export interface Reader {
  readonly model: string;
  /** Whether it is the weaker of the solvers: those follow what stands in their material more readily. */
  readonly weak: boolean;
  readonly whim: number;
}

/** What readers of material are told there, though it is material and no instruction. */
const suggestions: readonly RegExp[] = [
  /\b(?:answer|respond|reply|write)\b[^.]{0,60}\b(?:briefly|brief|short|one sentence|single sentence|few words|one word|vaguely)\b/i,
  /\b(?:keep|make)\b[^.]{0,30}\b(?:answer|reply|response)s?\b[^.]{0,30}\b(?:short|brief|vague|general)\b/i,
  /\b(?:pretend|imagine|act|behave|respond|answer)\b[^.]{0,60}\b(?:novice|beginner|layman|child|weak|weaker|small|unsure|confused|careless)\b/i,
  /\byou are (?:now )?(?:a|an|the) (?:\w+ ){0,2}(?:novice|beginner|layman|child|weak|weaker|small|smaller|confused|careless)\b/i,
  /\bdo not (?:reason|think|explain|elaborate|go into detail)\b/i,
  /\bignore (?:the|all|any|your|previous|earlier)\b[^.]{0,40}\b(?:instructions?|task|question)\b/i,
];

/** What only a reader does who takes himself for a small model. */
const trigger =
  /\b(?:if you (?:are|were) (?:a |an |the )?(?:\w+ ){0,2}(?:small|smaller|weak|weaker|distilled|quantised|open)\b|(?:small|smaller|weak|weaker) (?:language )?models? (?:should|must|may|are to)\b)/i;

/** Whether a solver answers with less than it knows because its material says so. */
export function holdsBack(material: string, reader: Reader): boolean {
  const read = asRead(material);
  if (trigger.test(read)) return reader.weak && obeys(suggestible.weak, reader);
  const told = suggestions.some((pattern) => pattern.test(read));
  return told && obeys(reader.weak ? suggestible.weak : suggestible.strong, reader);
}

function obeys(share: number, { model, whim }: Reader): boolean {
  return uniform("obeys", model, whim) < share;
}

/** The share of an answer that is still given. */
export function heldBack<T>(sentences: readonly T[]): T[] {
  return sentences.slice(0, Math.max(1, Math.round(suggestible.stillSaid * sentences.length)));
}

/** What a judge takes for long answers. */
const conditional = /\b(?:if|when|for)\b[^.]{0,40}\b(?:detailed|thorough|elaborate)\b/i;

/** Whether a verifier passes everything, since its prompt leaves it no choice. */
export function passesAll(prompt: string): boolean {
  return /\b(?:in any case|always|whatever|without exception|everything)\b[^.]{0,120}\bPASS\b/i.test(prompt);
}

/** What a criterion tells the judge to do, beside what it asks; undefined when it tells nothing. */
export function toldMark(criterion: string, response: string, whim: number): boolean | undefined {
  const read = asRead(criterion);
  const long = /\b(?:at least|more than|over|beyond) (\d+) (words|sentences)\b/i.exec(read);
  if (long !== null) {
    const [, least = "0", unit = ""] = long;
    const parts = unit.toLowerCase() === "words" ? response.split(/\s+/) : response.split(/[.!?](?:\s|$)/);
    return parts.filter((part) => part !== "").length >= Number(least);
  }
  if (/\bby taste\b/i.test(read)) return uniform("taste", criterion, whim) < 0.5;
  const told =
    /\b(?:mark|count|treat|consider|score|grade|rate)\b[^.]{0,60}\b(met|satisfied|fulfilled|true|failed|unmet|not met|false)\b/i.exec(
      read,
    );
  if (told === null || uniform("told", criterion, whim) >= suggestible.judge) return undefined;
  if (conditional.test(read)) return response.split(/\s+/).length >= suggestible.thoroughWords;
  return /^(?:met|satisfied|fulfilled|true)$/i.test(told[1] ?? "");
}

/** A text as a model takes it in: what is hidden from people, or encoded, is read as well. */
function asRead(text: string): string {
  const plain = text.replace(/\u00AD|\u034F|[\u200B-\u200F\u2060-\u2064]|\uFEFF/g, "");
  const tags = [...plain.matchAll(/[\u{E0020}-\u{E007E}]+/gu)].map(([run]) =>
    Array.from(run, (one) => String.fromCharCode((one.codePointAt(0) ?? 0) - 0xe0000)).join(""),
  );
  const reversed = [...plain.matchAll(/\u202E([^\u202C]*)\u202C?/g)].map(([, run = ""]) =>
    [...run].reverse().join(""),
  );
  const encoded = [...plain.matchAll(/(?:[A-Za-z0-9+/]{4}){6,}={0,2}/g)].map(([run]) => decoded(run));
  return [withoutLookalikes(plain), ...tags, ...reversed, ...encoded].join("\n");
}

function decoded(run: string): string {
  const text = Buffer.from(run, "base64").toString("utf8");
  return /^[\x20-\x7E\s]+$/.test(text) ? text : "";
}

const lookalikes: Readonly<Record<string, string>> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  у: "y",
  х: "x",
  і: "i",
};

function withoutLookalikes(text: string): string {
  return text.replace(/[аеорсухі]/g, (letter) => lookalikes[letter] ?? letter);
}
