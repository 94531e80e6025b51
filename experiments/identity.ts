import { canonicalJson } from "../foundation/digest.js";
import { UsageError } from "../foundation/errors.js";
import { plainMode } from "../inner/referee/solver-mode.js";
import type { Attempts, TaskChoice } from "../inner/tasks/task-kind.js";
import { type Seat, seats } from "../models/chat.js";
import type { SeatConfig } from "../models/seat-config.js";
import { writtenShort } from "../outer/policies/search-policies.js";
import type { Definition } from "./definition/definition.js";

/**
 * What makes two runs the same experiment: every setting that can change a result. Where and with which key an
 * endpoint is reached, prices, budgets, request concurrency, folders and the numbers of iterations and episodes may differ.
 */
export type Identity = Readonly<Record<string, unknown>>;

export function identityOf(
  definition: Definition,
  choice: TaskChoice,
  configs: Readonly<Record<Seat, SeatConfig>>,
): Identity {
  const { name, seed, task, splits, evaluation, solvers, limits, search, referee, inner } = definition;
  const { gated, stopWhenCertain, ...evaluated } = evaluation;
  const { minWords, maxCharacters } = definition.corpus;
  const {
    iterations: _iterations,
    episodes: _episodes,
    crossover,
    finalPresets,
    calibrate,
    ...rules
  } = search;
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
    evaluation: {
      ...evaluated,
      attempts: asOne(choice.attempts),
      acceptance: choice.acceptance,
      ...(gated ? {} : { gated }),
      ...(stopWhenCertain ? { stopWhenCertain } : {}),
    },
    ...otherThanPlain(solvers),
    ...(referee === "paper" ? {} : { referee: shortReferee(referee) }), // that of earlier versions, which had no other
    ...(inner.retest === 0 ? {} : { inner: { retest: inner.retest } }),
    limits,
    search: {
      ...rules,
      policy: writtenShort(rules.policy),
      ...(crossover === 0 ? {} : { crossover }),
      ...(calibrate > 0 && { calibrate }),
      ...(finalPresets.length === 0 ? {} : { finalPresets }),
    },
    models,
  };
}

/** A strict referee that goes without nothing is written in one way. */
function shortReferee(referee: Definition["referee"]): Definition["referee"] {
  if (typeof referee === "string") return referee;
  return referee.without.length === 0 ? "strict" : { without: [...referee.without].sort() };
}

/** The modes of solvers that are no plain ones: experiments of earlier versions had no others. */
function otherThanPlain({ weak, strong }: Definition["solvers"]): Identity {
  const modes = Object.entries({ weak, strong }).filter(
    ([, mode]) => canonicalJson(mode) !== canonicalJson(plainMode),
  );
  return modes.length === 0 ? {} : { solvers: Object.fromEntries(modes) };
}

/** What is no search, by the member that only its identity has, and the command that makes it. */
const otherKinds = {
  comparison: "compare",
  classification: "classify",
  trial: "try",
  measurement: "evaluate",
  generation: "generate",
  ablation: "ablate",
  pairing: "compare",
} as const;
export type OtherKind = keyof typeof otherKinds;

/** @throws UsageError for the stored identity of something else, such as a comparison, which has no search. */
export function requireSearch(identity: string | undefined): void {
  const kind = identity === undefined ? null : otherKindOf(identity);
  if (kind === null) return;
  throw new UsageError(
    `this is ${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}, not a run of a search: \`autodata-lab ${otherKinds[kind]}\` with the same arguments shows it again.`,
  );
}

/** A text that cannot be read is of no other kind: whoever needs the identity says what is wrong with it. */
export function otherKindOf(identity: string): OtherKind | null {
  try {
    const read: unknown = JSON.parse(identity);
    const kinds = Object.keys(otherKinds) as OtherKind[];
    return kinds.find((kind) => isRecord(read) && Object.hasOwn(read, kind)) ?? null;
  } catch {
    return null;
  }
}

/** One number where both solvers have the same, as an experiment may write it. */
function asOne({ weak, strong }: Attempts): number | Attempts {
  return weak === strong ? weak : { weak, strong };
}

/** Names of the settings that differ, as the YAML has them, such as `search.final_test_repeats`. */
export function changedSettings(before: Identity, now: Identity): string[] {
  return [...new Set(differences([], before, now).map(({ path }) => asWritten(settingOf(path))))];
}

/** A setting that two identities have with different values; undefined where one has none. */
export interface ChangedValue {
  /** As the YAML has it, and below it what a preset stands for, such as `evaluation.acceptance.gap`. */
  readonly setting: string;
  readonly before: unknown;
  readonly now: unknown;
}

/** Every single value that differs. */
export function changedValues(before: Identity, now: Identity): ChangedValue[] {
  return differences([], before, now).map(({ path, a, b }) => ({
    setting: asWritten(path),
    before: a,
    now: b,
  }));
}

interface Difference {
  readonly path: readonly string[];
  readonly a: unknown;
  readonly b: unknown;
}

function differences(path: readonly string[], a: unknown, b: unknown): Difference[] {
  if (canonicalJson(a) === canonicalJson(b)) return [];
  if (!isRecord(a) || !isRecord(b)) return [{ path, a, b }];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return keys.flatMap((key) => differences([...path, key], a[key], b[key]));
}

/** What lies below these two keys is not ours to name. */
function settingOf(path: readonly string[]): readonly string[] {
  const opaque = path.findIndex((key) => key === "extraBody" || key === "acceptance");
  return opaque === -1 ? path : path.slice(0, opaque + 1);
}

/** Sampling is no level of its own in the YAML. */
function asWritten(path: readonly string[]): string {
  const keys = path.filter((key) => key !== "sampling");
  return keys.map((key) => key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)).join(".");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
