import { BoundedCache } from "../bounded-cache.js";
import { constants } from "../constants.js";
import { wordCount } from "../text/terms.js";
import { type Kind, type KindRule, kindRules, kinds, type Way } from "./kinds.js";
import { type PromptSentence, promptSentences } from "./prompt-sentences.js";
import { clausesOf, isEmphatic, isRelease, isSituational } from "./stance.js";

/** How firmly a prompt asks for a kind: not at all, in passing, or as an instruction of its own. */
export type Strength = "absent" | "mentioned" | "full";

export interface Reading {
  readonly strengths: Readonly<Record<Kind, Strength>>;
  /** Words of the prompt: attention is divided among them. */
  readonly words: number;
}

const readings = new BoundedCache<string, Reading>(constants.memory.prompts);

/**
 * Reads a prompt sentence by sentence. A rule said once in its mildest form is a mention; saying it again, firmly,
 * or with a test of its own makes it an instruction. A sentence that lets go of a kind takes back what was said
 * before it.
 */
export function readInstructions(prompt: string): Reading {
  return readings.get(prompt, () => {
    const points = new Map<Kind, number>();
    for (const sentence of promptSentences(prompt)) addSentence(points, sentence);
    const strengths = Object.fromEntries(kinds.map((kind) => [kind, strengthOf(points.get(kind) ?? 0)]));
    return { strengths: strengths as Record<Kind, Strength>, words: wordCount(prompt) };
  });
}

/** What one sentence says about a kind: nothing, touches it, asks for it, or lets go of it. */
export type Stance = "silent" | "touches" | "asks" | "releases";

export function stanceOf(kind: Kind, sentence: PromptSentence): Stance {
  const rule = kindRules[kind];
  const alone = stanceOfText(rule, sentence.text, sentence.scope);
  return alone === "silent" && sentence.joined !== "" ? stanceOfText(rule, sentence.joined, sentence.scope) : alone;
}

function stanceOfText(rule: KindRule, text: string, scope: string): Stance {
  const way = wayOf(rule, text, scope);
  if (way === undefined) return "silent";
  if (!asks(rule, text) && !clausesOf(text).some((clause) => asks(rule, clause) && wayOf(rule, clause, "")))
    return "releases";
  return (way.mild && !isEmphatic(text)) || isSituational(text) ? "touches" : "asks";
}

const asks = (rule: KindRule, text: string) => !isRelease(text, rule.reversed);

function addSentence(points: Map<Kind, number>, sentence: PromptSentence): void {
  for (const kind of kinds) {
    const stance = stanceOf(kind, sentence);
    if (stance === "silent") continue;
    points.set(kind, stance === "releases" ? 0 : (points.get(kind) ?? 0) + (stance === "asks" ? 2 : 1));
    const opposite = opposites.get(kind);
    if (stance === "asks" && opposite !== undefined) points.set(opposite, 0);
  }
}

/** Of two firm instructions that exclude each other, the later one holds. */
const opposites: ReadonlyMap<Kind, Kind> = new Map([
  ["positiveOnly", "negativesWanted"],
  ["negativesWanted", "positiveOnly"],
]);

const strengthOf = (points: number): Strength => (points >= 2 ? "full" : points === 1 ? "mentioned" : "absent");

/** The way in which the text says the kind; a firm one if there is one. */
function wayOf(rule: KindRule, text: string, scope: string): Way | undefined {
  const ways = rule.ways.filter((way) => says(way, text, scope));
  return ways.find((way) => !way.mild) ?? ways[0];
}

function says(way: Way, text: string, scope: string): boolean {
  if (way.unless?.test(text)) return false;
  if (way.topic !== undefined && !way.topic.test(text) && !way.topic.test(scope)) return false;
  return way.all.every((group) => group.test(text));
}
