import { z } from "zod";
import type { ToolDefinition } from "../../models/chat.js";

/** What an agent may call. */
export interface AgentTool {
  readonly definition: ToolDefinition;
  /**
   * Runs the tool on the arguments as the model wrote them. Arguments that do not fit and a ToolError come back
   * as text that begins with ERROR; anything else that is thrown is a bug or the end of the run, and rejects.
   */
  run(argumentsText: string): Promise<string>;
}

/** The tool cannot do what was asked; the message tells the model why and what to do instead. */
export class ToolError extends Error {
  override readonly name = "ToolError";
}

/** A tool whose arguments follow a schema; the same schema describes them to the model. */
export function agentTool<S extends z.ZodObject>(
  name: string,
  description: string,
  schema: S,
  handler: (args: z.infer<S>) => string | Promise<string>,
): AgentTool {
  const { $schema: _dialect, ...parameters } = z.toJSONSchema(schema, { io: "input" });
  return {
    definition: { name, description, parameters },
    run: async (argumentsText) => {
      try {
        return await handler(readArguments(argumentsText, schema));
      } catch (error) {
        if (error instanceof ToolError) return `ERROR: ${error.message}`;
        throw error;
      }
    },
  };
}

/** The arguments object; text that is empty stands for no arguments. @throws ToolError saying what does not fit. */
function readArguments<S extends z.ZodObject>(text: string, schema: S): z.infer<S> {
  let value: unknown;
  try {
    value = JSON.parse(text.trim() === "" ? "{}" : text);
  } catch {
    throw new ToolError("the arguments are not valid JSON; send one JSON object");
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  );
  throw new ToolError(`the arguments do not fit: ${problems.join("; ")}`);
}
