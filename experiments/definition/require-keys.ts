import type { Environment } from "../../foundation/environment.js";
import { type Seat, seats } from "../../models/chat.js";
import type { Definition } from "./definition.js";
import { type ParsedDefinition, usageError } from "./parse-definition.js";
import type { Problem } from "./problems.js";
import type { Seats } from "./resolve-seats.js";

/**
 * Checks that every variable that is to hold a key is set; values are not looked at.
 * @throws UsageError with one line per variable that is not, naming the seats that need it.
 */
export function requireKeys(
  resolved: Seats,
  { definition, where }: Pick<ParsedDefinition, "definition" | "where">,
  environment: Environment,
): void {
  const needing = new Map<string, Seat[]>();
  for (const seat of seats) {
    const { apiKeyEnv } = resolved[seat];
    if (apiKeyEnv === null || environment.get(apiKeyEnv) !== undefined) continue;
    needing.set(apiKeyEnv, [...(needing.get(apiKeyEnv) ?? []), seat]);
  }
  if (needing.size === 0) return;
  const problems = [...needing].map(([variable, waiting]) => notSet(definition, variable, waiting));
  const waiting = [...needing.values()].flat().map((seat) => `models.${seat}`);
  const them = needing.size === 1 ? "it" : "them";
  throw usageError(problems, where, `Set ${them}, or point ${waiting.join(", ")} at another endpoint.`);
}

/** Points at the setting that names the variable, or at the first seat that needs it when none does. */
function notSet({ models }: Definition, variable: string, waiting: readonly Seat[]): Problem {
  const naming = [...waiting, "defaults" as const].find((section) => models[section].apiKeyEnv === variable);
  if (naming !== undefined) {
    const path = ["models", naming, "api_key_env"];
    return { path, sentence: `${path.join(".")} names ${variable}, which is not set.` };
  }
  const path = ["models", waiting[0] ?? "defaults"];
  return { path, sentence: `${path.join(".")} needs the key in ${variable}, which is not set.` };
}
