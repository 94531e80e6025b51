import { expect, test } from "vitest";
import type { ChatRequest } from "../../../models/chat.js";
import { logicalRequest } from "../../../models/logical-request.js";
import { wireRequest } from "../../../models/wire/wire-request.js";
import { callKey, seat } from "../scene.js";

function conversation(said: string): ChatRequest {
  return {
    messages: [
      { role: "user", content: "go" },
      { role: "assistant", content: "", toolCalls: [{ id: "a", name: "verify", arguments: said }] },
      { role: "tool", content: "no", toolCallId: "a" },
    ],
  };
}

function sentArguments(said: string): unknown {
  const call = { key: callKey(0), request: conversation(said) };
  const message = wireRequest(logicalRequest(seat(), 1, call)).messages[1];
  return message?.role === "assistant" ? message.tool_calls?.[0]?.function.arguments : undefined;
}

test.each(["{}", '{"example":"a"}', ' {"b": 1,\n"a": [2]} '])("arguments %j are sent as they are", (said) => {
  expect(sentArguments(said)).toBe(said);
});

test.each(["", "{", '{"example":"a"', "null", "[1]", '"text"', "7", "{'a': 1}", "{} {}"])(
  "arguments %j, no JSON object, are sent as an empty one",
  (said) => {
    expect(sentArguments(said)).toBe("{}");
  },
);

test("the logical request keeps what was said", () => {
  const request = conversation('{"exam');
  expect(logicalRequest(seat(), 1, { key: callKey(0), request }).messages).toEqual(request.messages);
});

test("a reply is asked for as JSON, and held to a schema where the request has one", () => {
  const formatOf = (form: Partial<ChatRequest>) => {
    const request: ChatRequest = { messages: [{ role: "user", content: "go" }], ...form };
    return wireRequest(logicalRequest(seat(), 1, { key: callKey(0), request })).response_format;
  };
  const schema = { type: "object", properties: { type: { enum: ["a", "b"] } } };
  expect(formatOf({})).toBeUndefined();
  expect(formatOf({ format: "json" })).toEqual({ type: "json_object" });
  expect(formatOf({ format: "json", schema })).toEqual({
    type: "json_schema",
    json_schema: { name: "reply", strict: true, schema },
  });
});
