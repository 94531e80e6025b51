import type { SimulatedModels } from "../../models/simulated/simulated-models.js";

export const servedText = '{"verdict":"sound"}';

interface Asked {
  readonly tools?: unknown;
  readonly messages: unknown;
  readonly max_tokens?: number;
}

/** A model that says the same JSON to everything, as far as it is let, and calls a tool when it has one. */
export const servedModel: SimulatedModels = {
  names: ["m"],
  respond: (body) => {
    const { tools, messages, max_tokens: most = 1000 } = body as Asked;
    const [said, cut] = [servedText.slice(0, most * 4), most * 4 < servedText.length];
    const call = { id: "a", type: "function", function: { name: "verify", arguments: servedText } };
    const message =
      tools === undefined
        ? { role: "assistant", content: said }
        : { role: "assistant", content: null, tool_calls: [call] };
    const prompt = Math.ceil(JSON.stringify(messages).length / 4);
    return {
      status: 200,
      body: {
        id: "chatcmpl-1",
        object: "chat.completion",
        model: "m",
        choices: [
          { index: 0, message, finish_reason: tools !== undefined ? "tool_calls" : cut ? "length" : "stop" },
        ],
        usage: { prompt_tokens: prompt, completion_tokens: 30, total_tokens: prompt + 30 },
      },
    };
  },
};
