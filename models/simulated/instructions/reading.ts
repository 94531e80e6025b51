import { BoundedCache } from "../bounded-cache.js";
import { constants } from "../constants.js";
import { wordCount } from "../text/terms.js";
import type { KindRule } from "./kind-rule.js";
import { promptSentences } from "./prompt-sentences.js";
import { type Stance, stancesOf } from "./stances.js";

/** How firmly a prompt asks for a kind: not at all, in passing, or as an instruction of its own. */
export type Strength = "absent" | "mentioned" | "full";

export interface Reading<Kind extends string = string> {
  readonly strengths: Readonly<Record<Kind, Strength>>;
  /** Firm instructions, and words of the prompt: attention is divided among them. */
  readonly demands: number;
  readonly words: number;
}

/** What a task's prompts can ask for, and how that is recognised. */
export interface ReaderRules<Kind extends string> {
  readonly kinds: Readonly<Record<Kind, KindRule>>;
  /** Of two firm instructions that exclude each other, the later one holds. */
  readonly opposites?: readonly (readonly [Kind, Kind])[];
  /** Kinds that are no demand of their own beside another one. */
  readonly partOf?: Readonly<Partial<Record<Kind, Kind>>>;
}

/** Finds instructions in prompts; the same words are always read the same way. */
export interface InstructionReader<Kind extends string = string> {
  /** In the order of the rules. */
  readonly kinds: readonly Kind[];
  /**
   * Reads what instructs, text by text, sentence by sentence. A rule said once in its mildest form is a mention;
   * saying it again, firmly, or with a test of its own makes it an instruction. A sentence that lets go of a kind
   * takes back what was said before it.
   */
  read(...prompts: readonly string[]): Reading<Kind>;
}

interface ReadText<Kind extends string> {
  readonly stances: readonly Stance<Kind>[];
  readonly words: number;
}

export function instructionReader<Kind extends string>(rules: ReaderRules<Kind>): InstructionReader<Kind> {
  const kindRules = new Map(Object.entries(rules.kinds) as [Kind, KindRule][]);
  const kinds = [...kindRules.keys()];
  const opposites = new Map(
    (rules.opposites ?? []).flatMap(([one, other]): [Kind, Kind][] => [
      [one, other],
      [other, one],
    ]),
  );
  const texts = new BoundedCache<string, ReadText<Kind>>(constants.memory.prompts);
  const readText = (prompt: string): ReadText<Kind> => ({
    stances: promptSentences(prompt).flatMap((sentence) => stancesOf(kindRules, sentence)),
    words: wordCount(prompt),
  });
  return {
    kinds,
    read: (...prompts) => {
      const read = prompts.map((prompt) => texts.get(prompt, () => readText(prompt)));
      const points = new Map<Kind, number>();
      for (const { stances } of read) for (const stance of stances) weigh(points, stance, opposites);
      const strengths = kinds.map((kind): [Kind, Strength] => [kind, strengthOf(points.get(kind) ?? 0)]);
      const firm = strengths.filter(([, strength]) => strength === "full");
      return {
        strengths: Object.fromEntries(strengths) as Record<Kind, Strength>,
        demands: new Set(firm.map(([kind]) => rules.partOf?.[kind] ?? kind)).size,
        words: read.reduce((sum, { words }) => sum + words, 0),
      };
    },
  };
}

function weigh<Kind extends string>(
  points: Map<Kind, number>,
  { kind, says }: Stance<Kind>,
  opposites: ReadonlyMap<Kind, Kind>,
): void {
  if (says === "releases") {
    points.set(kind, 0);
    return;
  }
  points.set(kind, (points.get(kind) ?? 0) + (says === "asks" ? 2 : 1));
  const opposite = opposites.get(kind);
  if (says === "asks" && opposite !== undefined) points.set(opposite, 0);
}

function strengthOf(points: number): Strength {
  if (points >= 2) return "full";
  return points === 1 ? "mentioned" : "absent";
}
