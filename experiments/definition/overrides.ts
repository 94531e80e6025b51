/** What the command line may change in a definition; laid over the file before it is validated. */
export interface Overrides {
  readonly corpus?: string | undefined;
  readonly harness?: string | undefined;
  readonly seed?: number | undefined;
  readonly iterations?: number | undefined;
  readonly episodes?: number | undefined;
  readonly concurrency?: number | undefined;
  readonly minibatch?: number | undefined;
  readonly edits?: string | undefined;
  readonly policy?: string | undefined;
  readonly acceptance?: string | undefined;
  readonly referee?: string | undefined;
  readonly retest?: number | undefined;
  readonly learningsEvery?: number | undefined;
  readonly baseUrl?: string | undefined;
  readonly budgetUsd?: number | undefined;
  readonly budgetTokens?: number | undefined;
  readonly budgetCalls?: number | undefined;
  readonly budgetHours?: number | undefined;
  readonly prices?: string | undefined;
}

export interface Target {
  /** As typed by the user, for messages. */
  readonly flag: string;
  readonly path: readonly string[];
}

const targets: Readonly<Record<keyof Overrides, Target>> = {
  corpus: { flag: "--corpus", path: ["corpus", "path"] },
  harness: { flag: "--harness", path: ["harness"] },
  seed: { flag: "--seed", path: ["seed"] },
  iterations: { flag: "--iterations", path: ["search", "iterations"] },
  episodes: { flag: "--episodes", path: ["search", "episodes"] },
  concurrency: { flag: "--concurrency", path: ["search", "concurrency"] },
  minibatch: { flag: "--minibatch", path: ["search", "minibatch"] },
  edits: { flag: "--edits", path: ["search", "edits"] },
  policy: { flag: "--policy", path: ["search", "policy"] },
  acceptance: { flag: "--acceptance", path: ["evaluation", "acceptance"] },
  referee: { flag: "--referee", path: ["referee"] },
  retest: { flag: "--retest", path: ["inner", "retest"] },
  learningsEvery: { flag: "--learnings-every", path: ["inner", "learnings_every"] },
  baseUrl: { flag: "--base-url", path: ["models", "defaults", "base_url"] },
  budgetUsd: { flag: "--budget-usd", path: ["budget", "usd"] },
  budgetTokens: { flag: "--budget-tokens", path: ["budget", "tokens"] },
  budgetCalls: { flag: "--budget-calls", path: ["budget", "calls"] },
  budgetHours: { flag: "--budget-hours", path: ["budget", "hours"] },
  prices: { flag: "--prices", path: ["prices"] },
};

/** The flags that are given, and the settings that they set. */
export function givenFlags(overrides: Overrides): Target[] {
  return Object.entries(targets).flatMap(([name, target]) =>
    Object.entries(overrides).some(([key, given]) => key === name && given !== undefined) ? [target] : [],
  );
}

export interface Overridden {
  readonly value: unknown;
  /** The flag that set the value at a path; undefined when the file did. */
  flagOf(path: readonly PropertyKey[]): string | undefined;
}

/** Lays the overrides over a parsed definition, which is not changed. */
export function applyOverrides(value: unknown, overrides: Overrides): Overridden {
  const flags = new Map<string, string>();
  let changed = value;
  for (const [name, { flag, path }] of Object.entries(targets)) {
    const given = Object.entries(overrides).find(([key]) => key === name)?.[1];
    if (given === undefined) continue;
    changed = withValue(changed, path, given);
    flags.set(path.join("."), flag);
  }
  return { value: changed, flagOf: (path) => flags.get(path.map(String).join(".")) };
}

function withValue(value: unknown, path: readonly string[], given: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return given;
  const mapping = value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
  const member = Object.entries(mapping).find(([name]) => name === key)?.[1];
  return { ...mapping, [key]: withValue(member, rest, given) };
}
