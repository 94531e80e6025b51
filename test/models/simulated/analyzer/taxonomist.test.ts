import { describe, expect, it } from "vitest";
import { sortQuestions } from "../../../../models/simulated/analyzer/taxonomist.js";
import type { SimulatedRequest } from "../../../../models/simulated/wire/request.js";

function request(user: string, seed: number, system = "Propose at most 3 types."): SimulatedRequest {
  const message = (role: "system" | "user", content: string) => ({
    ...{ role, content, toolCalls: [], toolCallId: "" },
  });
  const messages = [message("system", system), message("user", user)];
  return { model: "simulated-analyzer", messages, toolNames: [], seed, maxTokens: null, wantsJson: false };
}

const section = (tag: string, lines: readonly unknown[]) =>
  `<${tag}>\n${lines.map((line) => JSON.stringify(line)).join("\n")}\n</${tag}>`;
const seeds = Array.from({ length: 60 }, (_, seed) => seed);
const replies = (user: string) => seeds.map((seed) => sortQuestions(request(user, seed))?.text ?? "");

/** The readable ones; some are careless. */
const values = (user: string) =>
  replies(user).flatMap((text) => {
    try {
      return [JSON.parse(text)];
    } catch {
      return [];
    }
  });

describe("the simulated analyzer, asked about questions", () => {
  const items = section("items", [
    { question: "Prove that the theorem holds." },
    { question: "Define the term monoid." },
    { question: "Count the arrangements of rooks." },
    { question: "Estimate the slope from the data." },
  ]);

  it("proposes at most as many types as it may, of the groups that questions call for", () => {
    for (const { types } of values(items)) {
      expect(types).toHaveLength(3);
      for (const { group } of types) expect(["reasoning", "mixed", "knowledge"]).toContain(group);
    }
  });

  it("is careless now and then, in most replies not", () => {
    const readable = values(items).length;
    expect(readable).toBeGreaterThan(seeds.length / 2);
    expect(replies(items).length).toBe(seeds.length);
    expect(readable).toBeLessThan(seeds.length);
  });

  const types = [
    { name: "Proof", definition: "To prove a theorem.", group: "reasoning" },
    { name: "Formal proof", definition: "To prove a theorem.", group: "reasoning" },
    { name: "Recall", definition: "To define a term.", group: "knowledge" },
  ];

  it("merges types with one definition", () => {
    for (const { types: merged } of values(section("types", types))) {
      expect(merged.map(({ name }: { name: string }) => name)).toEqual(["Proof", "Recall"]);
    }
  });

  it("assigns a question by the words it shares with a type, and is at a loss without any", () => {
    const about = (question: string) =>
      new Set(
        values(`${section("types", types)}\n\n${section("item", [{ question }])}`).map(({ type }) => type),
      );
    expect(about("Define the term monad.")).toEqual(new Set(["Recall"]));
    expect(about("Sing!")).toContain("None of these");
  });

  it("is silent about anything else", () => {
    expect(sortQuestions(request("Hello.", 1))).toBeUndefined();
  });
});
