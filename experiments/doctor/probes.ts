import type { ChatRequest, ToolCall, ToolDefinition } from "../../models/chat.js";

/** The tiny requests of the doctor. They ask for things that every model can do. */

const system =
  "This is a trial of a connection before an experiment. Do exactly what you are told, as briefly as you can.";

function request(user: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return {
    messages: [
      { role: "system", content: system },
      { role: "user", content: user },
    ],
    ...more,
  };
}

export const wordRequest = request("Reply with this word and nothing else: ready");

/** Prose by its text, JSON by its format: tells whether the format is honoured. Some endpoints want the word JSON. */
export const formatRequest = request(
  "Say in one short English sentence what colour grass is. (Only in case you are held to JSON: give it as JSON.)",
  { format: "json" },
);

export const schemaRequest: ChatRequest = {
  ...formatRequest,
  schema: {
    type: "object",
    properties: { answer: { type: "string" } },
    required: ["answer"],
    additionalProperties: false,
  },
};

export const objectRequest = request('Reply with this JSON object and nothing else: {"colour":"green"}', {
  format: "json",
});

export const tool: ToolDefinition = {
  name: "report_colour",
  description: "Takes a colour and returns a receipt.",
  parameters: {
    type: "object",
    properties: { colour: { type: "string", description: "Name of the colour" } },
    required: ["colour"],
  },
};

export const toolValue = "green";
export const toolReceipt = "receipt-4711";

export const toolRequest = request(
  `Call the tool ${tool.name} with colour set to "${toolValue}". Then reply with the receipt that it returns.`,
  { tools: [tool] },
);

/** The second turn: the call goes back with what the tool returned. */
export function receiptRequest(call: ToolCall): ChatRequest {
  return {
    messages: [
      ...toolRequest.messages,
      { role: "assistant", content: "", toolCalls: [call] },
      { role: "tool", content: toolReceipt, toolCallId: call.id },
    ],
    tools: [tool],
  };
}

export const cutOffTokens = 24;
export const lastNumber = 200;
export const countRequest = request(
  `Count from 1 to ${lastNumber}, every number in digits, separated by spaces. Leave none out.`,
);

export const hiddenWord = "kestrel";

/** A word, `characters` of the texts given, repeated as often as needed, and the question for the word. */
export function longRequest(texts: readonly string[], characters: number): ChatRequest {
  let filler = texts.join("\n\n") || "The ferry leaves when the tide allows it.\n";
  while (filler.length < characters) filler += `\n\n${filler}`;
  return request(
    `The word is ${hiddenWord}. Keep it in mind and read on.\n\n<document>\n${filler.slice(0, characters)}\n</document>\n\n` +
      "Which word was given at the very beginning of this message, before the document? Reply with that word only.",
  );
}
