import type { Disclosure } from "../../inner/tasks/task-kind.js";
import type { ExampleRecord } from "./example-record.js";

/** A record in the two files of a benchmark; `id` joins them. */
export interface Disclosed {
  readonly shown: Readonly<Record<string, unknown>>;
  readonly key: Readonly<Record<string, unknown>>;
}

/** Parts a record: what a solver may see, and all else. */
export function disclose({ shown }: Disclosure, record: ExampleRecord): Disclosed {
  const { schema: _schema, id, task, example, ...rest } = record;
  const members = Object.entries(example);
  const part = (isShown: boolean) =>
    Object.fromEntries(members.filter(([name]) => shown.includes(name) === isShown));
  return {
    shown: { schema: "autodata-lab/benchmark/1", id, task, example: part(true) },
    key: { schema: "autodata-lab/benchmark-key/1", id, task, example: part(false), ...rest },
  };
}

/** A reference or criterion that what solvers may see states word for word; null when there is none. */
export function givenAway(disclosure: Disclosure, { example }: ExampleRecord): string | null {
  const visible = disclosure.shown.map((name) => normalised(textOf(example[name])));
  const given = disclosure
    .secrets(example)
    .find((secret) => normalised(secret) !== "" && visible.some((text) => text.includes(normalised(secret))));
  return given ?? null;
}

const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value ?? ""));

const normalised = (text: string) => text.toLowerCase().replace(/\s+/g, " ").trim();
