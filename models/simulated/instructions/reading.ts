import { BoundedCache } from "../bounded-cache.js";
import { constants } from "../constants.js";
import { wordCount } from "../text/terms.js";
import { type Kind, kinds } from "./kind.js";
import { promptSentences } from "./prompt-sentences.js";
import { type Stance, stancesOf } from "./stances.js";

/** How firmly a prompt asks for a kind: not at all, in passing, or as an instruction of its own. */
export type Strength = "absent" | "mentioned" | "full";

export interface Reading {
  readonly strengths: Readonly<Record<Kind, Strength>>;
  /** Words of the prompt: attention is divided among them. */
  readonly words: number;
}

interface ReadText {
  readonly stances: readonly Stance[];
  readonly words: number;
}

const texts = new BoundedCache<string, ReadText>(constants.memory.prompts);

/**
 * Reads what instructs, text by text, sentence by sentence. A rule said once in its mildest form is a mention;
 * saying it again, firmly, or with a test of its own makes it an instruction. A sentence that lets go of a kind
 * takes back what was said before it.
 */
export function readInstructions(...prompts: readonly string[]): Reading {
  const read = prompts.map((prompt) => texts.get(prompt, () => readText(prompt)));
  const points = new Map<Kind, number>();
  for (const { stances } of read) for (const stance of stances) weigh(points, stance);
  const strengths = Object.fromEntries(kinds.map((kind) => [kind, strengthOf(points.get(kind) ?? 0)]));
  return {
    strengths: strengths as Record<Kind, Strength>,
    words: read.reduce((sum, { words }) => sum + words, 0),
  };
}

function readText(prompt: string): ReadText {
  return { stances: promptSentences(prompt).flatMap(stancesOf), words: wordCount(prompt) };
}

function weigh(points: Map<Kind, number>, { kind, says }: Stance): void {
  if (says === "releases") {
    points.set(kind, 0);
    return;
  }
  points.set(kind, (points.get(kind) ?? 0) + (says === "asks" ? 2 : 1));
  const opposite = opposites.get(kind);
  if (says === "asks" && opposite !== undefined) points.set(opposite, 0);
}

/** Of two firm instructions that exclude each other, the later one holds. */
const opposites: ReadonlyMap<Kind, Kind> = new Map([
  ["positiveOnly", "negativesWanted"],
  ["negativesWanted", "positiveOnly"],
]);

function strengthOf(points: number): Strength {
  if (points >= 2) return "full";
  return points === 1 ? "mentioned" : "absent";
}
