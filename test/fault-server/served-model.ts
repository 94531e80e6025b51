import type { SimulatedModels } from "../../models/simulated/simulated-models.js";

export const servedText = '{"verdict":"sound"}';

/** A model that says the same JSON to everything, and calls a tool when it has one. */
export const servedModel: SimulatedModels = {
  names: ["m"],
  respond: (body) => {
    const { tools, messages } = body as { tools?: unknown; messages: unknown };
    const call = { id: "a", type: "function", function: { name: "verify", arguments: servedText } };
    const message =
      tools === undefined
        ? { role: "assistant", content: servedText }
        : { role: "assistant", content: null, tool_calls: [call] };
    const prompt = Math.ceil(JSON.stringify(messages).length / 4);
    return {
      status: 200,
      body: {
        id: "chatcmpl-1",
        object: "chat.completion",
        model: "m",
        choices: [{ index: 0, message, finish_reason: tools === undefined ? "stop" : "tool_calls" }],
        usage: { prompt_tokens: prompt, completion_tokens: 30, total_tokens: prompt + 30 },
      },
    };
  },
};
