import fc from "fast-check";
import { expect, it } from "vitest";
import type { Condition, Policy } from "../../../inner/referee/condition.js";
import { fractionOfDecimal } from "../../../inner/referee/fraction.js";
import { runStage, stageReport } from "../../../inner/referee/run-stage.js";
import {
  acceptancePresets as clozePresets,
  conditions as ofCloze,
} from "../../../inner/tasks/cloze/acceptance.js";
import {
  type Acceptance,
  conditions,
  acceptancePresets as csPresets,
} from "../../../inner/tasks/cs-research/acceptance.js";
import { taskKinds } from "../../../inner/tasks/task-kinds.js";
import {
  acceptancePresets as countPresets,
  conditions as ofCounts,
} from "../../../inner/tasks/verifiable/acceptance.js";
import { goodLegalDraft } from "../../support/legal-example.js";
import { document, scriptedSeats } from "./made-up-task.js";
import { play, type Scripted } from "./scored-example.js";

const taskOf = (
  name: string,
  acceptance: unknown,
  attempts: { weak: number; strong: number },
  stops: boolean,
) => {
  const kind = taskKinds.get(name);
  if (kind === undefined) throw new Error(`no task ${name}`);
  return kind.choose({ acceptance, attempts, stopWhenCertain: stops }).task;
};

const hundredths = fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20);
const zeros = fc.constantFrom("any" as const, "all" as const, "ignore" as const);
const customCs: fc.Arbitrary<Acceptance> = fc.record({
  weak_mean: hundredths,
  weak_mean_inclusive: fc.boolean(),
  weak_best: fc.option(hundredths),
  weak_zeros: zeros,
  strong_mean: hundredths,
  strong_below: fc.option(hundredths),
  strong_below_inclusive: fc.boolean(),
  strong_zeros: zeros,
  gap: hundredths,
});
const csRule = fc.oneof(fc.constantFrom<string>(...Object.keys(csPresets)), customCs);

/** A task with a rule, and how its attempts score: any share, or right and wrong. */
const rules: fc.Arbitrary<{ name: string; acceptance: unknown; score: fc.Arbitrary<number> }> = fc.oneof(
  csRule.map((acceptance) => ({ name: "cs-research", acceptance, score: hundredths })),
  fc
    .constantFrom(...Object.keys(countPresets))
    .map((acceptance) => ({ name: "verifiable", acceptance, score: fc.constantFrom(0, 1) })),
  fc
    .constantFrom(...Object.keys(clozePresets))
    .map((acceptance) => ({ name: "cloze", acceptance, score: fc.constantFrom(0, 1) })),
);

/** Now and then an attempt that stays without marks. */
const scoresLike = (score: fc.Arbitrary<number>): fc.Arbitrary<Scripted[]> =>
  fc.array(fc.oneof({ weight: 14, arbitrary: score }, { weight: 1, arbitrary: fc.constant(null) }), {
    minLength: 1,
    maxLength: 5,
  });

const scripts = rules.chain(({ name, acceptance, score }) =>
  fc.record({
    name: fc.constant(name),
    acceptance: fc.constant(acceptance),
    weak: scoresLike(score),
    strong: scoresLike(score),
    delays: fc.array(fc.nat(12), { minLength: 1, maxLength: 9 }),
  }),
);

it("decides as with all attempts, by some of the same calls with the same replies, whatever their order in time", async () => {
  let spared = 0;
  await fc.assert(
    fc.asyncProperty(scripts, async ({ name, acceptance, weak, strong, delays }) => {
      const attempts = { weak: weak.length, strong: strong.length };
      const whole = await play(taskOf(name, acceptance, attempts, false), { weak, strong });
      const task = taskOf(name, acceptance, attempts, true);
      const stopped = await play(task, { weak, strong });
      const slowly = await play(task, { weak, strong }, (call) => delays[call % delays.length] ?? 0);
      expect(stopped.decision).toBe(whole.decision);
      expect(stopped.stages.map(({ verdict }) => verdict.passed)).toEqual(
        whole.stages.map(({ verdict }) => verdict.passed),
      );
      expect(whole.calls).toEqual(expect.arrayContaining([...stopped.calls]));
      expect([...slowly.calls].sort()).toEqual([...stopped.calls].sort());
      expect(slowly.stages).toEqual(stopped.stages);
      spared += whole.calls.length - stopped.calls.length;
      for (const [index, { stopped: early, ...result }] of stopped.stages.entries()) {
        if (early === null) expect({ ...result, stopped: null }).toEqual(whole.stages[index]);
        else expect(result.verdict.lines.at(-1)).toMatch(/^NOT_RUN: .+: the verdict was certain /);
      }
    }),
    { numRuns: 200 },
  );
  expect(spared).toBeGreaterThan(200);
});

it("what other presets say on the attempts that were run is what they say on all, or undecided", async () => {
  const shadowed = scripts.filter(({ weak, strong }) => ![...weak, ...strong].includes(null));
  await fc.assert(
    fc.asyncProperty(shadowed, async ({ name, acceptance, weak, strong }) => {
      const attempts = { weak: weak.length, strong: strong.length };
      const stopped = await play(taskOf(name, acceptance, attempts, true), { weak, strong });
      const whole = taskOf(name, acceptance, attempts, false);
      const all = await play(whole, { weak, strong });
      const evidence = new Map(all.stages.map(({ attempts }) => [attempts[0]?.stage ?? "", attempts]));
      const said = whole.shadow(evidence);
      for (const [preset, { decision }] of Object.entries(stopped.stages.at(-1)?.stopped?.shadow ?? {})) {
        expect([said[preset]?.decision, "undecided"]).toContain(decision);
      }
    }),
    { numRuns: 60 },
  );
});

const allConditions: [string, fc.Arbitrary<Policy>, fc.Arbitrary<number>][] = [
  [
    "cs-research",
    customCs.map(
      (one): Policy =>
        (scores) =>
          conditions(one, scores),
    ),
    hundredths,
  ],
  [
    "verifiable",
    fc.constantFrom(...Object.values(countPresets)).map(
      (one): Policy =>
        (scores) =>
          ofCounts(one, scores),
    ),
    fc.constantFrom(0, 1),
  ],
  [
    "cloze",
    fc.constantFrom(...Object.values(clozePresets)).map(
      (one): Policy =>
        (scores) =>
          ofCloze(one, scores),
    ),
    fc.constantFrom(0, 1),
  ],
];

it.each(allConditions)("a condition of %s wants what it says of each solver", (_, policies, score) => {
  const pairs = fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(policies, pairs, pairs, fc.constantFrom("weak", "strong"), (policy, weak, strong, seat) => {
      const at = (extreme: "low" | "high"): readonly Condition[] => {
        const pick = extreme === "low" ? Math.min : Math.max;
        const of = (who: string, some: [number, number][]) =>
          some.map(([one, other]) => fractionOfDecimal(who === seat ? pick(one, other) : one));
        return policy({ weak: of("weak", weak), strong: of("strong", strong) }, {});
      };
      const [low, high] = [at("low"), at("high")];
      for (const [index, { wants }] of low.entries()) {
        const [worse, better] = wants[seat] === "high" ? [low, high] : [high, low];
        if (worse[index]?.failed === null) expect(better[index]?.failed).toBeNull();
        if (wants[seat] === undefined) expect(low[index]).toEqual(high[index]);
      }
    }),
  );
});

const said = async (task: string, acceptance: unknown, weak: number[], strong: number[]) => {
  const attempts = { weak: weak.length, strong: strong.length };
  return (await play(taskOf(task, acceptance, attempts, true), { weak, strong })).lines;
};

it("tells in plain words what was not run, and why", async () => {
  expect(await said("cs-research", "deployed", [0.85, 0.4, 0.4], [0.8])).toEqual([
    "WEAK_FAILED: TOO EASY: best weak attempt 0.850 is above 0.75 (with 0 for each weak attempt not run)",
    "NOT_RUN: weak attempts 2 and 3: the verdict was certain after weak attempt 1 (TOO EASY: best weak attempt 0.850 is above 0.75 (with 0 for each weak attempt not run))",
  ]);
  expect((await said("cs-research", "prose", [0.8, 0.75, 0.1], [1])).at(0)).toBe(
    "WEAK_FAILED: TOO EASY: weak mean 0.517 is not below 0.5 (with 0 for each weak attempt not run)",
  );
  expect((await said("cs-research", "prose", [0.4, 0.4], [0, 0.9, 1])).at(0)).toBe(
    "STRONG_FAILED: STRONG TOO LOW: strong mean 0.633 is below 0.65 (with 1 for each strong attempt not run)",
  );
  expect((await said("verifiable", "counts", [0, 0, 0, 1], [0, 0, 1, 1])).at(-1)).toBe(
    "NOT_RUN: strong attempts 3 and 4: the verdict was certain after strong attempt 2 (STRONG TOO LOW: strong 2 of 4 correct, at least 3 required (with 1 for each strong attempt not run))",
  );
});

it("runs nothing of a stage that can only fail, such as a gap that the weak scores leave no room for", async () => {
  const acceptance = { ...csPresets.prose, weak_mean: 0.9, gap: 0.5 };
  expect(await said("cs-research", acceptance, [0.6, 0.6], [1, 1])).toEqual([
    "STRONG_FAILED: GAP TOO SMALL: 0.400 is below 0.5 (with 1 for each strong attempt not run)",
    "NOT_RUN: strong attempts 1 and 2: the verdict was certain before any attempt (GAP TOO SMALL: 0.400 is below 0.5 (with 1 for each strong attempt not run))",
  ]);
});

it("makes side by side what no score could make superfluous", async () => {
  const order: string[] = [];
  const task = taskOf("verifiable", "counts", { weak: 4, strong: 4 }, true);
  const { calls } = await play(task, { weak: [0, 0, 0, 0], strong: [1, 1, 1, 1] }, () => 3);
  for (const call of calls) order.push(call.split(" ").slice(0, 3).join(" "));
  expect(order.slice(0, 4)).toEqual(["weak weak 0", "weak weak 1", "weak judge 0", "weak judge 1"]);
});

it("is refused where statistics are wanted of all attempts", () => {
  const kind = taskKinds.get("cs-research");
  expect(() => kind?.choose({ gated: false, stopWhenCertain: true })).toThrow(/^stop_when_certain: /);
});

it("asks nobody about a legal example that an override sends back, and everybody about another", async () => {
  const task = taskOf("legal", undefined, { weak: 5, strong: 3 }, true);
  const [stage] = task.stages;
  if (stage === undefined) throw new Error("no stage");
  const draft = goodLegalDraft();
  const played = async (question: string) => {
    const read = task.readDraft({ ...draft, question });
    if (!read.ok) throw new Error(read.findings.join("; "));
    const { ask, asked } = scriptedSeats(() => "no JSON");
    const result = await runStage(
      { task, stage, example: read.example, document, earlier: new Map(), reviews: [] },
      ask,
    );
    return { result, asked };
  };
  const long = await played(`${draft.question} ${"It rained on the quay that day. ".repeat(40)}`);
  expect(long.asked).toEqual([]);
  expect(long.result).toMatchObject({ measured: true, attempts: [], review: null });
  expect(long.result.verdict.lines.at(0)).toMatch(/^IMPROVE \(long_question\): /);
  expect(long.result.verdict.lines.at(1)).toMatch(
    /^NOT_RUN: weak attempts 1, 2, 3, 4 and 5 and strong attempts 6, 7 and 8: the verdict was certain before any attempt/,
  );
  expect(stageReport("solvers", long.result)).toMatchObject({ passed: false, mean: null, attempts: [] });
  const usual = await played(draft.question);
  expect(usual.result.attempts).toHaveLength(8);
});
