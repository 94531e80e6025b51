import { describe, expect, it } from "vitest";
import { constants } from "../../../../../inner/tasks/cs-research/simulated/constants.js";
import { simulatedCsResearch as task } from "../../../../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import {
  createSimulatedModels,
  type SimulatedModels,
} from "../../../../../models/simulated/simulated-models.js";
import { baselinePrompt, improvements, sampleCorpus } from "./corpus.js";
import { ask, mean, playEpisode } from "./inner-loop.js";

const documents = sampleCorpus();
const models = createSimulatedModels({ documents, task });
const verifier = baselinePrompt("quality-verifier");
const advice = baselinePrompt("main-agent");

/** Accepted share over the sample corpus; deterministic, since every seed is fixed. */
function passRate(
  family: SimulatedModels,
  additions: readonly string[],
  repeats: number,
  tolerant = false,
): number {
  const challenger = [baselinePrompt("challenger"), ...additions].join("\n\n");
  const outcomes = Array.from({ length: repeats }, (_, repeat) =>
    documents.map((document, position) => {
      const seed = repeat * documents.length + position + 1;
      return playEpisode(family, { challenger, verifier, advice }, document, { seed, tolerant }).accepted;
    }),
  ).flat();
  return outcomes.filter((accepted) => accepted).length / outcomes.length;
}

const allFour = Object.values(improvements);

describe("the inner loop on simulated models", () => {
  const baseline = passRate(models, [], 4);
  const together = passRate(models, allFour, 2);

  it("accepts few examples of an untuned harness, and some", () => {
    expect(baseline).toBeGreaterThan(0.03);
    expect(baseline).toBeLessThan(0.3);
  });

  it.each(Object.entries(improvements))("accepts more with the improvement %s alone", (_name, text) => {
    expect(passRate(models, [text], 4)).toBeGreaterThan(baseline);
  });

  it("accepts at least twice as many with all four improvements", () => {
    expect(together).toBeGreaterThan(2 * baseline);
    expect(together).toBeLessThan(0.9);
  });

  it("accepts more when the drafts are read tolerantly", () => {
    expect(passRate(models, [], 4, true)).toBeGreaterThan(baseline);
  });

  it("gains less from a good prompt that drowns in further text", () => {
    const words = "Consider the surroundings of the matter at hand and keep in mind who will meet the text. ";
    expect(passRate(models, [...allFour, words.repeat(40)], 2)).toBeLessThan(0.75 * together);
  });

  it("collapses when both solvers have the same skill", () => {
    const { weak } = constants.skills;
    const equals = createSimulatedModels({ documents, task, skills: { weak, strong: weak } });
    expect(passRate(equals, allFour, 2)).toBeLessThan(together / 3);
  });
});

describe("a solver that knows everything", () => {
  const oracle = createSimulatedModels({ documents, task, skills: { weak: 9, strong: 9 } });
  const prompt = `${improvements.positiveCapped}\n\n${improvements.strictJson}`;

  /** Share of the criteria met without any help from a context. */
  function solved(document: (typeof documents)[number], seed: number): number[] {
    const shown = `<document>\n${document.title}\n\n${document.text}\n</document>`;
    const text = ask(oracle, "challenger", prompt, shown, seed);
    const draft = readStrictly(text);
    if (draft === null) return [];
    const setting = `<context>\nA question of computing.\n</context>\n\n<question>\n${draft.question}\n</question>`;
    const answer = ask(oracle, "strong", "Answer.", setting, seed);
    const criteria = draft.rubric
      .filter((one) => one.category === "positive")
      .map((one, index) => `${index + 1}. [positive] ${one.criterion}`);
    const judged = `${setting}\n\n<response>\n${answer}\n</response>\n\n<criteria>\n${criteria.join("\n")}\n</criteria>`;
    const { marks } = JSON.parse(ask(oracle, "judge", "Mark.", judged, seed));
    return marks.map((mark: { met: boolean }) => Number(mark.met));
  }

  it("meets at least three quarters of the criteria on every document of the sample corpus", () => {
    const seeds = Array.from({ length: 12 }, (_, seed) => seed);
    const shares = documents.map((document) => ({
      title: document.title,
      marks: seeds.flatMap((seed) => solved(document, seed)),
    }));
    expect(shares.filter(({ marks }) => marks.length > 0 && mean(marks) < 0.75)).toEqual([]);
    expect(shares.filter(({ marks }) => marks.length > 0).length).toBeGreaterThan(0.8 * documents.length);
  });
});

function readStrictly(
  text: string,
): { question: string; rubric: { criterion: string; category: string }[] } | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
