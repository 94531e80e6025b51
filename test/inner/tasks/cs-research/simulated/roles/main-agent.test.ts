import { describe, expect, it } from "vitest";
import { reader } from "../../../../../../inner/tasks/cs-research/simulated/instructions/instructions.js";
import { simulatedCsResearch } from "../../../../../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import { createSimulatedModels } from "../../../../../../models/simulated/simulated-models.js";
import { baselineFiles, baselinePrompt } from "../corpus.js";
import { ask } from "../inner-loop.js";

const models = createSimulatedModels({ documents: [], task: simulatedCsResearch });
const tools = ["challenge", "verify", "evaluate_weak", "evaluate_strong", "finish"];

/** What the main agent calls after these tool answers, each the answer to its call before. */
function nextCall(answers: readonly string[], system = baselinePrompt("main-agent")) {
  const messages: object[] = [
    { role: "system", content: system },
    { role: "user", content: 'Make one training example from the document "A". You have 8 rounds.' },
  ];
  const reply = () => {
    const { body } = models.respond({
      model: "simulated-main",
      seed: messages.length,
      messages,
      tools: tools.map((name) => ({ type: "function", function: { name } })),
    });
    const answer = body as {
      choices: [{ message: { tool_calls: [{ id: string; function: { name: string; arguments: string } }] } }];
    };
    return answer.choices[0].message;
  };
  for (const content of answers) {
    const message = reply();
    messages.push({ role: "assistant", ...message });
    messages.push({ role: "tool", tool_call_id: message.tool_calls[0].id, content });
  }
  const { name, arguments: args } = reply().tool_calls[0].function;
  return { name, args: JSON.parse(args) };
}

describe("the simulated main agent with tools", () => {
  const proposed = 'PROPOSED ab12\n[decision] "What of it?"';
  it.each([
    [[], "challenge", {}],
    [[proposed], "verify", { example: "ab12" }],
    [[proposed, "VERIFICATION_PASSED ab12"], "evaluate_weak", { example: "ab12" }],
    [
      [proposed, "VERIFICATION_PASSED ab12", "WEAK_PASSED\nattempt 1: score 0.40"],
      "evaluate_strong",
      { example: "ab12" },
    ],
    [[proposed, "VERIFICATION_PASSED ab12", "WEAK_PASSED", "STRONG_PASSED\nACCEPTED"], "finish", {}],
    [[proposed, "VERIFICATION_PASSED ab12", "WEAK_PASSED", "STRONG_FAILED: GAP"], "challenge", {}],
    [[proposed, "VERIFICATION_PASSED ab12", "WEAK_FAILED: TOO EASY mean .8"], "challenge", {}],
    [[proposed, "VERIFICATION_FAILED\nleakage: LEAKS_ANSWER."], "challenge", {}],
    [["REFUSED\n- the draft must be a JSON object"], "challenge", {}],
    [["LIMIT: no round is left"], "finish", {}],
  ])("after %j calls %s", (answers, name, args) => {
    const call = nextCall(answers);
    expect(call.name).toBe(name);
    expect(call.args).toMatchObject(args);
  });

  it("advises after a failed round without giving a firm instruction of its own", () => {
    for (const failure of [
      "REFUSED\n- x",
      "VERIFICATION_FAILED\nleakage: LEAKS_ANSWER",
      "WEAK_FAILED: TOO EASY",
      "STRONG_FAILED: GAP",
    ]) {
      const { advice } = nextCall([failure]).args;
      expect(advice).not.toBe("");
      const before = reader.read(baselinePrompt("challenger"));
      expect(reader.read(baselinePrompt("challenger"), advice).strengths).toEqual(before.strengths);
    }
  });

  it("passes on what its own prompt firmly asks of questions", () => {
    const system = `${baselinePrompt("main-agent")}\n\nTell the challenger to keep the mechanism out of the context.`;
    const { advice } = nextCall(["WEAK_FAILED: TOO EASY"], system).args;
    expect(reader.read(advice).strengths.noLeak).toBe("full");
  });

  it("gives up early only when its prompt says so", () => {
    const failures = ["WEAK_FAILED: TOO EASY", "WEAK_FAILED: TOO EASY", "WEAK_FAILED: TOO EASY"];
    expect(nextCall(failures).name).toBe("challenge");
    const hasty = `${baselinePrompt("main-agent")}\n\nStop after three rounds and call finish.`;
    expect(nextCall(failures.slice(1), hasty).name).toBe("challenge");
    expect(nextCall(failures, hasty).name).toBe("finish");
  });
});

describe("the simulated main agent without tools", () => {
  const system = baselineFiles("cs-research-scripted").get("prompts/refinement-advice.md") ?? "";

  it("advises on a report, by its largest group", () => {
    const refused = '- [a] "q" - draft refused: no JSON';
    const report = `TOO EASY\n- [a] "q" - weak average 90 %\n\nFAILED QUALITY CHECK\n${refused}\n${refused}`;
    const texts = Array.from({ length: 20 }, (_, seed) => ask(models, "main", system, report, seed));
    expect(texts.every((text) => /repair/i.test(text))).toBe(true);
    expect(new Set(texts).size).toBeGreaterThan(1);
  });

  it("repairs a draft that only decorates its JSON, and says when one breaks off", () => {
    const draft = 'Here it is:\n{"rubric": [{"weight": +8}, {"weight": "5 points"}]}';
    const repaired = ask(models, "main", "Repair the draft.", `<draft>\n${draft}\n</draft>`, 1);
    expect(JSON.parse(repaired)).toEqual({ rubric: [{ weight: 8 }, { weight: 5 }] });
    expect(ask(models, "main", "Repair the draft.", '<draft>\n{"rubric": [{"wei\n</draft>', 1)).toMatch(
      /cannot/,
    );
  });
});
