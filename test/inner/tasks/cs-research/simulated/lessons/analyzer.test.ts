import { describe, expect, it } from "vitest";
import { simulatedCsResearch } from "../../../../../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import { createSimulatedModels } from "../../../../../../models/simulated/simulated-models.js";
import { converse } from "../../../../../models/simulated/agent-conversation.js";
import { spooler } from "../spooler.js";

const models = createSimulatedModels({ documents: [spooler], task: simulatedCsResearch });
const facts = spooler.text.split(/(?<=\.)\s+/).slice(3, 13);

const header = "Document ab, candidate cd: exhausted after 8 rounds";
const refused =
  "DRAFT REFUSED: the draft must be a JSON object, but it is text that does not parse as JSON\ndraft: {";
const leaking =
  "VERIFICATION FAILED: leakage LEAKS_ANSWER, quality GOOD, rubric PASS, question_type CONSISTENT";

/** A proposed example with ten criteria of equal weight. */
function example(context: string, weights: readonly number[] = facts.map(() => 5)): string {
  const rubric = facts.map(
    (fact, at) => `  ${at + 1}. (${(weights[at] ?? 0) > 0 ? "+" : ""}${weights[at]}) ${fact}`,
  );
  return [
    "EXAMPLE 12ab [decision]",
    `context: ${context}`,
    "question: what of it?",
    "reference answer: so.",
    "rubric:",
    ...rubric,
  ].join("\n");
}

function attempt(stage: string, met: readonly boolean[]): string {
  const marks = met.map((one, at) => `    ${at + 1} ${one ? "met" : "not met"}: because`);
  return [`${stage} attempt 1, score 0.80`, "answer: so and so.", ...marks].join("\n");
}

const most = facts.map((_, at) => at < 8);
const tooEasy = (context: string, weights?: readonly number[], met = most) =>
  [example(context, weights), "WEAK_FAILED: TOO EASY weak mean 0.800 above 0.65", attempt("weak", met)].join(
    "\n",
  );

/** The causes reported for one episode with these rounds, with the rounds each lost. */
async function causesOf(...rounds: string[]): Promise<[string, number][]> {
  const text = [
    header,
    ...rounds.map((round, at) => `Round ${at + 1}\n${round}`),
    "ENDED exhausted: rounds",
  ].join("\n\n");
  const { final } = await converse(
    models,
    "analyzer",
    "Find the root causes.",
    {
      list_trajectories: () => 'T1 | "Title" | exhausted | 8 rounds | draft refused 1',
      read_trajectory: () => text,
      read_history: () => "No earlier iterations.",
    },
    1,
  );
  const { root_causes } = JSON.parse(final);
  return root_causes.map((one: { cause: string; rounds_lost: number }) => [one.cause, one.rounds_lost]);
}

describe("the simulated analyzer", () => {
  it("lists, reads the history and every trajectory, and then reports in JSON", async () => {
    const { calls, final } = await converse(
      models,
      "analyzer",
      "Find the root causes.",
      {
        list_trajectories: () =>
          ["T1", "T2", "T3", "T4", "T5", "T6"].map((id) => `${id} | "x" | exhausted | 1 rounds`).join("\n"),
        read_trajectory: ({ id }) => `${header}\n\nRound 1\n${id === "T2" ? leaking : refused}`,
        read_history: () => "No earlier iterations.",
      },
      1,
    );
    const names = calls.map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(["list_trajectories", "read_history"]);
    expect(calls.filter(({ name }) => name === "read_trajectory").map(({ args }) => args["id"])).toEqual([
      "T1",
      "T2",
      "T3",
      "T4",
      "T5",
      "T6",
    ]);
    const report = JSON.parse(final);
    expect(report.summary).toMatch(/6 of 6 rounds/);
    expect(report.root_causes).toMatchObject([{ rounds_lost: 5 }, { rounds_lost: 1 }]);
    expect(report.root_causes[0].evidence).toMatch(/^T1 round 1, T3 round 1, T4 round 1/);
    for (const cause of report.root_causes) expect(cause.remedy).not.toBe("");
  });

  it.each([
    ["refused drafts that do not parse", refused, /parse/],
    ["refused drafts of the wrong size", "DRAFT REFUSED: rubric: rubric has fewer than 10 criteria", /form/],
    ["a verifier that found a leak", `${example("x")}\n${leaking}`, /context gives the answer away/],
    [
      "a weak solver helped by the context",
      tooEasy(facts.slice(0, 5).join(" ")),
      /context gives the answer away/,
    ],
    ["a weak solver helped by nothing", tooEasy("Printers are shared."), /generic/],
    [
      "a weak solver helped by heavy criteria",
      tooEasy(
        "Printers are shared.",
        [10, 10, 9, 9, 1, 1, 1, 1, 1, 1],
        facts.map((_, at) => at < 4),
      ),
      /heaviest/,
    ],
    [
      "negative criteria that hit the strong solver",
      [
        example("x", [5, 5, 5, 5, 5, 5, -9, -9, -9, 5]),
        "STRONG_FAILED: mean",
        attempt(
          "strong",
          facts.map(() => true),
        ),
      ].join("\n"),
      /[Nn]egative/,
    ],
    [
      "a strong solver that misses criteria",
      [
        example("x"),
        "STRONG_FAILED: mean",
        attempt(
          "strong",
          facts.map(() => false),
        ),
      ].join("\n"),
      /strong solver misses/,
    ],
  ])("puts lost rounds down to %s", async (_what, round, cause) => {
    const causes = await causesOf(round, round);
    expect(causes).toHaveLength(1);
    expect(causes[0]?.[0]).toMatch(cause);
    expect(causes[0]?.[1]).toBe(2);
  });

  it("counts no accepted round as lost", async () => {
    const accepted = [example("x"), "WEAK_PASSED", attempt("weak", most), "STRONG_PASSED", "ACCEPTED"].join(
      "\n",
    );
    expect(await causesOf(accepted)).toEqual([]);
    expect(await causesOf(refused, accepted)).toMatchObject([[expect.any(String), 1]]);
  });
});
