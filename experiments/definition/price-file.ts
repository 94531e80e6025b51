import { readFileSync } from "node:fs";
import { z } from "zod";
import { UsageError } from "../../foundation/errors.js";
import type { Price } from "../../models/seat-config.js";
import { camelKeys } from "./camel-case.js";
import { priceSchema } from "./models-schema.js";
import { parseYaml } from "./yaml-source.js";

const schema = z.strictObject({
  as_of: z.string().optional(),
  models: z.record(z.string(), priceSchema),
});

/** Prices by model name. */
export type PriceList = ReadonlyMap<string, Price>;

/**
 * Reads a price file: YAML with `models:`, and under each model's name as in `models.*.model` its prices in US dollars
 * per million tokens; `as_of` says of when they are.
 * @throws UsageError when it cannot be read or has another form.
 */
export function readPriceFile(path: string): PriceList {
  const read = schema.safeParse(parseYaml(textOf(path), path).value);
  if (!read.success) {
    const problems = read.error.issues.map(({ path: place, message }) => `${place.join(".")}: ${message}`);
    throw new UsageError(`price file ${path} cannot be used: ${problems.join("; ")}`);
  }
  return new Map(
    Object.entries(read.data.models).map(([model, price]) => [model, camelKeys(price, new Set())]),
  );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`price file ${path} cannot be read; the sample is experiments/prices.yaml`);
  }
}
