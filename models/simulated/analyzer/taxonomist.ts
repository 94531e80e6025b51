import { constants } from "../constants.js";
import { choose, uniform } from "../hashing.js";
import { stemOf, termsOf } from "../text/terms.js";
import { type SimulatedRequest, textOf } from "../wire/request.js";
import type { RoleReply } from "../wire/response.js";
import { outsideSections, readSection } from "../wire/sections.js";
import { type QuestionFamily, questionFamilies } from "./question-families.js";

const { taxonomist } = constants;

interface NamedType {
  readonly name: string;
  readonly definition: string;
  readonly group: string;
}

/**
 * Proposes types for <items>, merges <types>, or finds the one of the <types> that an <item> belongs to, by the words
 * that definitions and questions share; undefined for a request that has none of these.
 */
export function sortQuestions(request: SimulatedRequest): RoleReply | undefined {
  const user = textOf(request, "user");
  const [items, item, types] = ["items", "item", "types"].map((tag) => readSection(user, tag));
  const most = Number(/at most (\d+)/.exec(outsideSections(textOf(request, "system")))?.[1] ?? 12);
  if (items !== undefined)
    return { text: said({ types: proposed(questionsIn(items), most, request) }, request) };
  if (types === undefined) return undefined;
  const known = typesIn(types);
  if (item === undefined) return { text: said({ types: merged(known, most) }, request) };
  return { text: said({ type: typeOf(questionsIn(item).join("\n"), known, request) }, request) };
}

/** The families that questions of a batch belong to, most frequent first, each under one of its names. */
function proposed(questions: readonly string[], most: number, { seed }: SimulatedRequest): NamedType[] {
  const found = new Map<QuestionFamily, number>();
  for (const question of questions) {
    const family = best(question, questionFamilies, (one) => one.definition);
    if (family !== undefined) found.set(family, (found.get(family) ?? 0) + 1);
  }
  return [...found]
    .sort(([, one], [, other]) => other - one)
    .slice(0, most)
    .map(([{ names, definition, group }]) => ({
      name: choose(names, "name", seed, definition),
      definition,
      group,
    }));
}

/** Types with one definition are one type; it keeps the name that came first. */
function merged(types: readonly NamedType[], most: number): NamedType[] {
  const byDefinition = new Map<string, { type: NamedType; times: number }>();
  for (const { name, definition, group } of types) {
    const same = byDefinition.get(definition);
    byDefinition.set(definition, {
      type: same?.type ?? { name, definition, group },
      times: (same?.times ?? 0) + 1,
    });
  }
  return [...byDefinition.values()]
    .sort((one, other) => other.times - one.times)
    .slice(0, most)
    .map(({ type }) => type);
}

/** Whom no type suits says so now and then, in words of its own, and else takes whichever is at hand. */
function typeOf(question: string, types: readonly NamedType[], { seed }: SimulatedRequest): string {
  const fitting = best(question, types, (type) => `${type.name}. ${type.definition}`);
  if (fitting !== undefined) return fitting.name;
  const other = uniform("at a loss", seed, question) < taxonomist.atALoss;
  return other || types.length === 0 ? "None of these" : choose(types, "any", seed, question).name;
}

/** The one whose words the question shares most of; undefined when it shares none with any. */
function best<T>(question: string, among: readonly T[], wordsOf: (one: T) => string): T | undefined {
  const asked = new Set(termsOf(question).map(({ stem }) => stem));
  const leading = new Set(question.toLowerCase().split(/\W+/).slice(0, taxonomist.leadingWords).map(stemOf));
  let found: T | undefined;
  let most = 0;
  for (const one of among) {
    const shared = termsOf(wordsOf(one)).filter(({ stem }) => asked.has(stem));
    const score = shared.reduce((sum, { stem }) => sum + (leading.has(stem) ? 2 : 1), 0);
    if (score > most) [found, most] = [one, score];
  }
  return found;
}

/** The reply as JSON, or what a careless writer makes of it: remarks around it, or only a part. */
function said(reply: Readonly<Record<string, unknown>>, { seed, messages }: SimulatedRequest): string {
  const json = JSON.stringify(reply);
  const last = messages.at(-1)?.content ?? "";
  if (uniform("careless", seed, last) >= taxonomist.careless) return json;
  return uniform("how", seed, last) < 0.5 ? json.slice(0, -2) : json.replace(/[{}"[\]]/g, "");
}

function questionsIn(lines: string): string[] {
  return objectsIn(lines).flatMap(({ question }) => (typeof question === "string" ? [question] : []));
}

function typesIn(lines: string): NamedType[] {
  return objectsIn(lines).map(({ name, definition, group }) => ({
    name: String(name),
    definition: String(definition),
    group: String(group),
  }));
}

/** One JSON object to a line; what is none is passed over. */
function objectsIn(lines: string): Record<string, unknown>[] {
  return lines.split("\n").flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return typeof value === "object" && value !== null ? [value as Record<string, unknown>] : [];
    } catch {
      return [];
    }
  });
}
