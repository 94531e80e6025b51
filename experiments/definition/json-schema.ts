import { z } from "zod";
import { definitionSchema } from "./schema.js";

/**
 * The schema of an experiment file as JSON Schema (2020-12), for editors that complete and check YAML. Rules that tie
 * several settings together, such as prices and budgets, are checked by the program alone.
 */
export function experimentJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: "Experiment of Autodata Lab", ...z.toJSONSchema(definitionSchema, { io: "input" }) };
}
