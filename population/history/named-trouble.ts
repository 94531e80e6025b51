import { explained } from "./connection.js";

/**
 * The same object, whose functions, at every depth, explain a failure of the database in one sentence that names
 * its file. What a promise rejects with is left as it is.
 */
export function namingTrouble<T extends object>(path: string, parts: T): T {
  const explaining = Object.entries(parts).map(([name, part]) => [name, explainingPart(path, part)]);
  return Object.fromEntries(explaining) as T;
}

function explainingPart(path: string, part: unknown): unknown {
  if (typeof part === "object" && part !== null) return namingTrouble(path, part);
  if (typeof part !== "function") return part;
  return (...args: unknown[]) => {
    try {
      return part(...args);
    } catch (error) {
      throw explained(error, path);
    }
  };
}
