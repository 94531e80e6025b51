import { canonicalJson } from "../../foundation/digest.js";
import { UsageError } from "../../foundation/errors.js";
import { type Seat, seats } from "../../models/chat.js";
import { changedValues, type Identity } from "../identity.js";

/** What must be the same for pass rates to be of the same thing. */
export interface Measure {
  /** As it was typed. */
  readonly run: string;
  readonly identity: Identity;
  /** Of all its documents, by content. */
  readonly documents: ReadonlySet<string>;
}

/** These edit harnesses and take no part in an episode. */
const ofTheSearch: ReadonlySet<Seat> = new Set<Seat>(["analyzer", "implementer"]);

/**
 * What makes the pass rates of two runs incomparable, one sentence each: task, acceptance and attempts, referee, solvers'
 * modes, an episode's limits, models of an episode, documents. Seeds, splits, search and budgets may differ.
 */
export function whyIncomparable(a: Measure, b: Measure): string[] {
  const settings = changedValues(ofMeasuring(a.identity), ofMeasuring(b.identity)).map(
    ({ setting, before, now }) => `${setting}: ${a.run} has ${valueText(before)}, ${b.run} ${valueText(now)}`,
  );
  return [...settings, ...otherDocuments(a, b)];
}

/** @throws UsageError with all reasons when a run measures something else than the first. */
export function requireComparable(measures: readonly Measure[]): void {
  const [first, ...others] = measures;
  if (first === undefined) return;
  const reasons = others.flatMap((other) => whyIncomparable(first, other));
  if (reasons.length === 0) return;
  const lines = [...new Set(reasons)].map((reason) => `  ${reason}`);
  throw new UsageError(["these runs do not measure the same thing:", ...lines].join("\n"));
}

function ofMeasuring(identity: Identity): Identity {
  const { task, evaluation, limits, referee = "paper", solvers = "plain", corpus, models } = identity;
  const { maxCharacters } = corpus as { readonly maxCharacters: unknown };
  const configs = models as Readonly<Record<Seat, unknown>>;
  const asked = seats.filter((seat) => !ofTheSearch.has(seat)).map((seat) => [seat, configs[seat]]);
  return {
    task,
    evaluation,
    limits,
    referee,
    solvers,
    corpus: { maxCharacters },
    models: Object.fromEntries(asked),
  };
}

function otherDocuments(a: Measure, b: Measure): string[] {
  const shared = [...a.documents].filter((hash) => b.documents.has(hash)).length;
  if (shared === a.documents.size && shared === b.documents.size) return [];
  return [
    `corpus: ${a.run} has ${a.documents.size} documents, ${b.run} ${b.documents.size}, and ${shared} of them are the same text`,
  ];
}

const valueText = (value: unknown) =>
  value === undefined ? "none" : typeof value === "string" ? value : canonicalJson(value);
