import type { ToolDefinition } from "autodata/harness";

/** What the main agent can do. */
export const tools: ToolDefinition[] = [
  tool("challenge", "Have the challenger write a new example and propose it.", {
    advice: "Two or three sentences for the challenger; may be empty on the first round.",
  }),
  tool("verify", "Have the quality verifier check a proposed example.", { example: "Id of the example." }),
  tool("evaluate_weak", "Have the weak solver try a verified example.", { example: "Id of the example." }),
  tool("evaluate_strong", "Have the strong solver try an example whose weak stage passed.", {
    example: "Id of the example.",
  }),
  tool("finish", "End the episode without an accepted example.", { reason: "One sentence." }),
];

function tool(name: string, description: string, fields: Record<string, string>): ToolDefinition {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([field, meaning]) => [field, { type: "string", description: meaning }]),
  );
  return {
    name,
    description,
    parameters: { type: "object", properties, required: Object.keys(fields), additionalProperties: false },
  };
}
