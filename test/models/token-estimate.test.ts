import fc from "fast-check";
import { expect, test } from "vitest";
import { estimatePromptTokens, looksCut } from "../../models/token-estimate.js";

test("a token is about four characters of messages, tool calls and tools", () => {
  const estimate = estimatePromptTokens({
    messages: [
      { role: "user", content: "x".repeat(10) },
      { role: "assistant", content: "", toolCalls: [{ id: "a", name: "name", arguments: "{}" }] },
    ],
    tools: [{ name: "name", description: "four", parameters: {} }],
  });
  expect(estimate).toBe(6);
});

test("more text is never fewer tokens", () => {
  const tokens = (content: string) => estimatePromptTokens({ messages: [{ role: "user", content }] });
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => tokens(a + b) >= tokens(a)));
});

test.each([
  [4096, 30_000, true],
  [2048, 7000, true],
  [9000, 10_000, false],
  [100, 900, false],
  [0, 30_000, false],
  [null, 30_000, false],
])("%j counted tokens for about %i look cut: %j", (counted, estimated, cut) => {
  expect(looksCut({ inputTokens: counted }, estimated)).toBe(cut);
});

test("cached tokens are not missing ones", () => {
  expect(looksCut({ inputTokens: 1000, cachedInputTokens: 9000 }, 10_000)).toBe(false);
});
