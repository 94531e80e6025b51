import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { disclose, givenAway } from "../../../experiments/generate/disclose.js";
import type { ExampleRecord } from "../../../experiments/generate/example-record.js";
import { taskKinds } from "../../../inner/tasks/task-kinds.js";
import { Making } from "./making.js";

const making = new Making(25, 37);
afterAll(() => making.remove());

const onTask = (task: string, corpus: string, limit: number) => ({
  ...{ experiment: `experiments/offline-${task}.yaml`, workingFolder: process.cwd(), limit },
  overrides: { corpus },
});

/** Every text within a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

describe("a benchmark", () => {
  beforeAll(async () => {
    await making.make("cs.jsonl", { format: "benchmark" });
    for (const [task, corpus, limit] of [
      ["legal", "corpus/legal-invented", 9],
      ["cloze", making.corpus, 12],
    ] as const) {
      const out = `${making.path}/${task}.jsonl`;
      await making.make(out, { ...onTask(task, corpus, limit), format: "benchmark" });
    }
  }, 60_000);

  it.each(["cs", "legal"])(
    "of %s holds no reference and no criterion anywhere in its public file",
    (name) => {
      const kind = taskKinds.get(name === "cs" ? "cs-research" : name);
      const visible = making.text(`${name}.jsonl`).toLowerCase();
      const keys = making.lines(`${name}.key.jsonl`);
      expect(keys.length).toBeGreaterThan(0);
      for (const { example } of keys) {
        const secrets = kind?.disclosure.secrets(example) ?? [];
        expect(secrets.length).toBeGreaterThan(9);
        for (const secret of secrets) {
          expect(visible).not.toContain(JSON.stringify(secret).slice(1, -1).toLowerCase());
        }
      }
    },
  );

  it.each(["cs", "legal", "cloze"])(
    "of %s shows the example without its key, and nothing that was measured",
    (name) => {
      const lines = making.lines(`${name}.jsonl`);
      const kind = taskKinds.get(name === "cs" ? "cs-research" : name);
      for (const line of lines) {
        expect(Object.keys(line)).toEqual(["schema", "id", "task", "example"]);
        expect(Object.keys(line.example).sort()).toEqual([...(kind?.disclosure.shown ?? [])].sort());
      }
    },
  );

  it.each(["cs", "legal", "cloze"])(
    "of %s is joined with its key by id, to what a data set has",
    async (name) => {
      const keys = making.lines(`${name}.key.jsonl`);
      const lines = making.lines(`${name}.jsonl`);
      expect(lines.map(({ id }) => id)).toEqual(keys.map(({ id }) => id));
      expect(new Set(keys.map(({ id }) => id)).size).toBe(keys.length);
      if (name !== "cs") return;
      const { asked } = await making.make("cs.jsonl");
      expect(asked).toBe(0);
      const joined = keys.map((key, index) => ({
        ...{ ...key, ...lines[index], schema: "autodata-lab/example/1" },
        example: { ...key.example, ...lines[index].example },
      }));
      expect(making.lines("cs.jsonl")).toEqual(joined);
      await making.make("cs.jsonl", { format: "benchmark" });
    },
  );

  it("shows of every kind of task no more than a solver is asked with", async () => {
    for (const name of ["cs", "legal", "cloze"]) {
      const kind = taskKinds.get(name === "cs" ? "cs-research" : name);
      const [key] = making.lines(`${name}.key.jsonl`);
      const [line] = making.lines(`${name}.jsonl`);
      const read = kind?.choose({}).task.readDraft({ ...key.example, ...line.example });
      if (!read?.ok) throw new Error(`${name}: ${read?.findings.join("; ")}`);
      const asked = read.example
        .attempt("weak")
        .messages.map(({ content }) => content)
        .join("\n");
      for (const text of textsIn(line.example)) expect(asked).toContain(text);
    }
  });
});

describe("an example whose question states a text of its key", () => {
  const disclosure = {
    shown: ["question"],
    secrets: (body: object) => [(body as { answer: string }).answer],
  };
  const record = (question: string) =>
    ({
      id: "1",
      task: "riddles",
      example: { question, answer: "A  grace period" },
    }) as unknown as ExampleRecord;

  it.each([
    ["Does it wait for A  grace period, and why?", true],
    ["Does it wait for a\ngrace PERIOD, and why?", true],
    ["What does it wait for, and why?", false],
  ])("is recognised whatever its spaces and capitals: %j", (question, given) => {
    expect(givenAway(disclosure, record(question)) !== null).toBe(given);
  });

  it("has members that nobody declared in its key", () => {
    const { shown, key } = disclose(disclosure, record("Why?"));
    expect(shown["example"]).toEqual({ question: "Why?" });
    expect(key["example"]).toEqual({ answer: "A  grace period" });
  });
});
