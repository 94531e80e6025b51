import type { KindRule, Way } from "./kind-rule.js";
import type { PromptSentence } from "./prompt-sentences.js";
import { clausesOf, isEmphatic, isRelease, isSituational } from "./tone.js";

/** What one sentence says about a kind: touches it in passing, asks for it, or lets go of it. */
export interface Stance<Kind extends string> {
  readonly kind: Kind;
  readonly says: Says;
}

type Says = "touches" | "asks" | "releases";

/** How each kind is recognised. */
export type KindRules<Kind extends string> = ReadonlyMap<Kind, KindRule>;

/** The stances of a sentence; none for the many sentences that speak of something else. */
export function stancesOf<Kind extends string>(
  rules: KindRules<Kind>,
  sentence: PromptSentence,
): Stance<Kind>[] {
  return [...rules].flatMap(([kind, rule]) => {
    const alone = stanceOf(rule, sentence.text, sentence.scope);
    const says =
      alone === undefined && sentence.joined !== "" ? stanceOf(rule, sentence.joined, sentence.scope) : alone;
    return says === undefined ? [] : [{ kind, says }];
  });
}

function stanceOf(rule: KindRule, text: string, scope: string): Says | undefined {
  const way = wayOf(rule, text, scope);
  if (way === undefined) return permits(rule, text) ? "releases" : undefined;
  const asks = (part: string) => !isRelease(part, rule.reversed);
  const oneClauseAsks = () =>
    clausesOf(text).some((clause) => asks(clause) && wayOf(rule, clause, "") !== undefined);
  if (!asks(text) && !oneClauseAsks()) return "releases";
  return (way.mild && !isEmphatic(text)) || isSituational(text) ? "touches" : "asks";
}

function permits({ forbids }: KindRule, text: string): boolean {
  return forbids?.every((group) => group.test(text)) === true && isRelease(text, undefined);
}

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
