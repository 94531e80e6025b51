import { expect, it } from "vitest";
import { withLearnings } from "../../../inner/host/learnings.js";
import type { ChatRequest } from "../../../models/chat.js";

const request: ChatRequest = {
  messages: [
    { role: "system", content: "You write examples." },
    { role: "user", content: "Here is the document." },
  ],
  format: "json",
};

it("stand at the end of the challenger's instructions, and nothing else of the request changes", () => {
  const informed = withLearnings(request, "- Ask why.");
  expect(informed.messages[0]?.content).toMatch(
    /^You write examples\.\n\n# Notes from earlier documents\n[\s\S]*\n- Ask why\.$/,
  );
  expect({ ...informed, messages: informed.messages.slice(1) }).toEqual({
    ...request,
    messages: request.messages.slice(1),
  });
});

it("come first where a harness gives no instructions", () => {
  const { messages } = withLearnings({ messages: request.messages.slice(1) }, "- Ask why.");
  expect(messages.map(({ role }) => role)).toEqual(["system", "user"]);
  expect(messages[0]?.content).toContain("- Ask why.");
});

it("leave the request as it was where there are none", () => {
  expect(withLearnings(request, "")).toBe(request);
});
