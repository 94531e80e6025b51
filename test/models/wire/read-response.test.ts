import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readResponse } from "../../../models/wire/read-response.js";
import { chat } from "../fixture-server.js";

function replyTo(body: unknown) {
  const read = readResponse(JSON.stringify(body));
  if (read.kind !== "reply") throw new Error(`read as ${JSON.stringify(read)}`);
  return read;
}

const call = (id: string | undefined, written: unknown) => ({
  ...(id !== undefined && { id }),
  type: "function",
  function: { name: "verify", arguments: written },
});

describe("a reply", () => {
  test("brings text, model name and token counts", () => {
    expect(replyTo(chat({ content: "hi" }))).toEqual({
      kind: "reply",
      reply: { text: "hi", toolCalls: [], finish: "stop", reasoning: null },
      meter: { inputTokens: 12, cachedInputTokens: null, outputTokens: 7, costUsd: null },
      answeredBy: "answering-model",
    });
  });

  test("may be surrounded by keep-alive white space", () => {
    expect(readResponse(`\n\n   \n${JSON.stringify(chat({ content: "hi" }))}\n`).kind).toBe("reply");
  });

  test.each([[undefined], [null], ["none"], [{ prompt_tokens: "many" }]])(
    "with usage %j has unknown token counts, not zero",
    (usage) => {
      expect(replyTo({ ...chat({ content: "hi" }), usage }).meter).toEqual({
        inputTokens: null,
        cachedInputTokens: null,
        outputTokens: null,
        costUsd: null,
      });
    },
  );

  test("carries the cost that the provider reports", () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, cost: 0.25 };
    expect(replyTo({ ...chat({ content: "hi" }), usage }).meter.costUsd).toBe(0.25);
  });

  test("may have its content in parts, thinking apart", () => {
    const content = [
      { type: "thinking", thinking: [{ type: "text", text: "hm" }] },
      { type: "text", text: "one " },
      { type: "text", text: "two" },
    ];
    expect(replyTo(chat({ content })).reply).toMatchObject({ text: "one two", reasoning: "hm" });
  });

  test("that is a refusal has the refusal as its text", () => {
    expect(replyTo(chat({ content: null, refusal: "I will not" })).reply.text).toBe("I will not");
  });
});

describe("reasoning", () => {
  test.each([
    [
      "reasoning_details",
      { reasoning_details: [{ type: "reasoning.text", text: "a" }, { summary: "b" }] },
      "a\nb",
    ],
    ["reasoning_content", { reasoning_content: "a" }, "a"],
    ["reasoning", { reasoning: "a" }, "a"],
    ["a think block", { content: "<think>a</think>hi" }, "a"],
    ["nothing", {}, null],
  ])("is taken from %s and kept out of the text", (_, message, reasoning) => {
    expect(replyTo(chat({ content: "hi", ...message })).reply).toMatchObject({ text: "hi", reasoning });
  });

  test("that used up the budget leaves an empty text, cut by length", () => {
    const { reply } = replyTo(chat({ content: null, reasoning_content: "so long" }, "length"));
    expect(reply).toMatchObject({ text: "", finish: "length", reasoning: "so long" });
  });

  test("that ended in nothing leaves an empty text with a normal finish", () => {
    const { reply } = replyTo(chat({ content: null, reasoning: "hm" }, "stop"));
    expect(reply).toMatchObject({ text: "", finish: "stop" });
  });
});

describe("tool calls", () => {
  test("keep the arguments as they were written, broken or not", () => {
    const { reply } = replyTo(chat({ content: null, tool_calls: [call("a", '{"x": ')] }, "tool_calls"));
    expect(reply.toolCalls).toEqual([{ id: "a", name: "verify", arguments: '{"x": ' }]);
    expect(reply.finish).toBe("tool_calls");
  });

  test("with arguments as an object are written as JSON", () => {
    const { reply } = replyTo(chat({ tool_calls: [call("a", { x: 1 })] }, "stop"));
    expect(reply.toolCalls[0]?.arguments).toBe('{"x":1}');
    expect(reply.finish).toBe("tool_calls");
  });

  test("without ids, or with one id twice, get ids that are distinct and the same every time", () => {
    const body = chat({
      tool_calls: [call(undefined, "{}"), call("", "{}"), call("a", "{}"), call("a", "{}")],
    });
    const ids = replyTo(body).reply.toolCalls.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(ids).toEqual(replyTo(body).reply.toolCalls.map(({ id }) => id));
    expect(ids[2]).toBe("a");
    expect(ids[0]).toMatch(/^[0-9a-f]{9}$/);
  });
});

describe("the finish", () => {
  test.each([
    ["stop", "stop"],
    [null, "stop"],
    ["end_turn", "stop"],
    ["tool_calls", "stop"],
    ["length", "length"],
    ["MAX_TOKENS", "length"],
    ["content_filter", "content_filter"],
    ["SAFETY", "content_filter"],
  ])("%j of a message without tool calls is %s", (wire, finish) => {
    expect(replyTo(chat({ content: "hi" }, wire)).reply.finish).toBe(finish);
  });
});

describe("a success that is none", () => {
  test.each([
    ["an error object", { error: { message: "busy", code: 429 } }],
    ["an error text", { error: "busy" }],
    ["an error beside choices", { ...chat({ content: "half" }), error: { message: "busy" } }],
    ["an object that says it is an error", { object: "error", message: "busy" }],
    ["an error within the choice", { choices: [{ error: { message: "busy" }, message: { content: "" } }] }],
    ["a finish that says error", chat({ content: "half" }, "error")],
  ])("is seen: %s", (_, body) => {
    expect(readResponse(JSON.stringify(body)).kind).toBe("error");
  });

  test.each([
    ["", "an empty body"],
    ["  \n ", "an empty body"],
    ["<html>busy</html>", "a body that is not JSON"],
    ['data: {"choices":[]}', "a body that is not JSON"],
    ['{"choices":[{"mess', "a body that is not JSON"],
    ['"busy"', "a body that is not a JSON object"],
    ["[]", "a body that is not a JSON object"],
    ["null", "a body that is not a JSON object"],
    ["{}", "no choices"],
    ['{"choices":[]}', "no choices"],
    ['{"choices":[{}]}', "a message that is not in the form of a chat completion"],
    [
      '{"choices":[{"message":{"tool_calls":[{"function":{}}]}}]}',
      "a message that is not in the form of a chat completion",
    ],
  ])("is malformed: %j", (body, what) => {
    expect(readResponse(body)).toEqual({ kind: "malformed", what });
  });
});

test("no body makes it throw", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (body) => void readResponse(body)));
});
