import { canonicalJson } from "../foundation/digest.js";
import { type Seat, seats } from "../models/chat.js";
import type { SeatConfig } from "../models/seat-config.js";
import type { Definition } from "./definition/definition.js";
import type { TaskChoice } from "./task-of.js";

/**
 * What makes two runs the same experiment: every setting that can change a result. Where and with which key an
 * endpoint is reached, prices, budgets, request concurrency, folders and the number of iterations may differ.
 */
export type Identity = Readonly<Record<string, unknown>>;

export function identityOf(
  definition: Definition,
  choice: TaskChoice,
  configs: Readonly<Record<Seat, SeatConfig>>,
): Identity {
  const { name, seed, task, splits, evaluation, limits, search } = definition;
  const { minWords, maxCharacters } = definition.corpus;
  const { iterations: _iterations, ...rules } = search;
  const models = Object.fromEntries(
    seats.map((seat) => {
      const { model, sampling, extraBody } = configs[seat];
      return [seat, { model, sampling, extraBody }];
    }),
  );
  return {
    name,
    seed,
    task,
    splits,
    corpus: { minWords, maxCharacters },
    evaluation: { ...evaluation, acceptance: choice.acceptance },
    limits,
    search: rules,
    models,
  };
}

/** Names of the settings that differ, such as `search.temperature`. */
export function changedSettings(before: Identity, now: Identity): string[] {
  return compare("", before, now);
}

function compare(path: string, a: unknown, b: unknown): string[] {
  if (canonicalJson(a) === canonicalJson(b)) return [];
  if (!isRecord(a) || !isRecord(b)) return [path];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return keys.flatMap((key) => compare(path === "" ? key : `${path}.${key}`, a[key], b[key]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
