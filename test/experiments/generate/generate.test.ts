import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StopRequest } from "../../../models/stoppable.js";
import { type Made, Making } from "./making.js";

const documents = 12;
const making = new Making(25, 37);

afterAll(() => making.remove());

/** What lies in the two files of a train format. */
const filesOf = (name: string) => [making.text(`${name}.jsonl`), making.text(`${name}.rejected.jsonl`)];

describe("examples of a data set", () => {
  let whole: Made;
  beforeAll(async () => {
    whole = await making.make("whole.jsonl", {}, { atOnce: 8 });
  }, 60_000);

  it("come one to a line in order of the documents, with every document in one of two files", () => {
    const examples = making.lines("whole.jsonl");
    const rejected = making.lines("whole.rejected.jsonl");
    expect(whole.stopped).toBeNull();
    expect(examples.length).toBeGreaterThan(1);
    expect(examples.length + rejected.length).toBe(documents);
    for (const lines of [examples, rejected]) {
      const sources = lines.map(({ document }) => document.source);
      expect(sources).toEqual([...sources].sort());
    }
    expect(whole.summary).toMatchObject({
      accepted: examples.length,
      episodes: { planned: documents, done: documents },
    });
  });

  it("say where they come from, what they scored and what they cost", () => {
    const [example] = making.lines("whole.jsonl");
    expect(Object.keys(example)).toEqual([
      ...[
        "schema",
        "id",
        "task",
        "example",
        "weak",
        "strong",
        "gap",
        "attempts",
        "retested",
        "review",
        "round",
        "rounds",
      ],
      ...[
        "other_rules",
        "document",
        "repeat",
        "harness",
        "models",
        "experiment",
        "learnings",
        "calls",
        "cost",
      ],
    ]);
    expect(example.example.rubric.length).toBeGreaterThanOrEqual(10);
    const weak = example.attempts.filter(({ seat }: { seat: string }) => seat === "weak");
    expect(weak).toHaveLength(3);
    expect(weak[0].met).toHaveLength(example.example.rubric.length);
    const mean = weak.reduce((sum: number, one: { score: number }) => sum + one.score, 0) / 3;
    expect(example.weak).toBeCloseTo(mean, 12);
    expect(example.gap).toBeCloseTo(example.strong - example.weak, 12);
    expect(example.gap).toBeGreaterThanOrEqual(0.2);
    expect(example.models).toMatchObject({ weak: "simulated-weak", judge: "simulated-judge" });
    expect(example.experiment.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(example.harness).toMatchObject({ reference: "harness-baseline/cs-research" });
    expect(example.calls).toBe(`episode/${example.harness.tree}/${example.document.id}/generate/0/`);
    expect(example.cost.calls).toBeGreaterThan(8);
  });

  it("that were refused leave the reason of every round", () => {
    const [rejected] = making.lines("whole.rejected.jsonl");
    expect(rejected).toMatchObject({ outcome: "exhausted", reason: "all 8 rounds used" });
    expect(rejected.rounds).toHaveLength(8);
    for (const round of rejected.rounds) expect(round.reasons.length).toBeGreaterThan(0);
  });

  it("are the same however many documents are under way at once", async () => {
    const { asked } = await making.make("single.jsonl", {}, { atOnce: 1 });
    expect(asked).toBe(whole.asked);
    expect(filesOf("single")).toEqual(filesOf("whole"));
  });

  it("are asked for once: the same call again shows the summary and asks nothing", async () => {
    const again = await making.make("whole.jsonl");
    expect(again).toMatchObject({ asked: 0, reused: 0, stopped: null });
    expect(again.summary).toEqual(whole.summary);
  });

  it("are all there after stops half-way, with no call made twice", async () => {
    let total = 0;
    for (const share of [0.2, 0.5]) {
      const stop = new StopRequest();
      let answered = 0;
      const onCall = () => {
        answered += 1;
        if (answered > share * whole.asked) stop.request();
      };
      const { stopped, asked, summary } = await making.make("halved.jsonl", {}, { stop, onCall });
      expect(stopped).toMatchObject({ cause_: "interrupt" });
      expect(summary.episodes.done).toBeLessThan(documents);
      expect(summary.spent.calls).toBe(total + asked);
      total += asked;
    }
    const { asked, stopped } = await making.make("halved.jsonl");
    expect(stopped).toBeNull();
    expect(total + asked).toBe(whole.asked);
    expect(filesOf("halved")).toEqual(filesOf("whole"));
  });

  it("stop at a budget, and go on with a larger one", async () => {
    const budgetCalls = Math.floor(whole.asked / 2);
    const first = await making.make("budget.jsonl", { overrides: { budgetCalls } });
    expect(first.stopped).toMatchObject({ cause_: "budget" });
    expect(first.asked).toBe(budgetCalls);
    expect(making.lines("budget.jsonl").length).toBe(first.summary.written);
    const second = await making.make("budget.jsonl", { overrides: { budgetCalls: whole.asked } });
    expect(second.stopped).toBeNull();
    expect(first.asked + second.asked).toBe(whole.asked);
    expect(filesOf("budget")).toEqual(filesOf("whole"));
  });

  it("grow with limit and repeats, and become those of one call with the largest", async () => {
    const few = new Making(25, 29);
    try {
      const steps = [{ limit: 2 }, {}, { repeats: 2 }];
      let asked = 0;
      for (const step of steps) {
        const made = await few.make("grown.jsonl", step);
        expect(made.reused).toBe(0);
        asked += made.asked;
      }
      const atOnce = await few.make("fresh.jsonl", { repeats: 2 });
      expect(atOnce.summary.episodes.done).toBe(8);
      expect(atOnce.asked).toBe(asked);
      for (const name of [".jsonl", ".rejected.jsonl"]) {
        expect(few.text(`grown${name}`)).toBe(few.text(`fresh${name}`));
      }
    } finally {
      few.remove();
    }
  });

  it("of documents that are added later stand in their order, and only those are asked for", async () => {
    const few = new Making(27, 29);
    try {
      await few.make("added.jsonl", { limit: 4 });
      const before = few.lines("added.jsonl").concat(few.lines("added.rejected.jsonl"));
      few.addNotes(26, 27);
      const { reused, summary } = await few.make("added.jsonl");
      expect(reused).toBe(0);
      expect(summary.episodes.done).toBe(3);
      const after = few.lines("added.jsonl").concat(few.lines("added.rejected.jsonl"));
      expect(after).toEqual(expect.arrayContaining(before));
    } finally {
      few.remove();
    }
  });

  it("may skip documents and differ in form: what a line holds is the task's", async () => {
    const made = await making.make("legal.jsonl", {
      experiment: "experiments/offline-legal.yaml",
      workingFolder: process.cwd(),
      out: `${making.path}/legal.jsonl`,
      limit: 6,
      overrides: { corpus: "corpus/legal-invented" },
    });
    expect(made.summary.task).toBe("legal");
    const [example] = making.lines("legal.jsonl");
    expect(example.review).toMatchObject({ verdict: "accept" });
    expect(example.attempts).toHaveLength(8);
  });
});
