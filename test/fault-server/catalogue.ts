import { UsageError } from "../../foundation/errors.js";
import type { FaultKind } from "./fault-kind.js";
import { connections } from "./kinds/connections.js";
import { contextLengths } from "./kinds/context-lengths.js";
import { dressedErrors } from "./kinds/dressed-errors.js";
import { oddForms } from "./kinds/odd-forms.js";
import { rateLimits } from "./kinds/rate-limits.js";
import { reasoningPlaces } from "./kinds/reasoning-places.js";
import { refusals } from "./kinds/refusals.js";
import { serverErrors } from "./kinds/server-errors.js";
import { toolTroubles } from "./kinds/tools.js";
import { unusableAnswers } from "./kinds/unusable-answers.js";

/** Every kind of fault that the server can serve. */
export const faultKinds = [
  ...rateLimits,
  ...serverErrors,
  ...connections,
  ...dressedErrors,
  ...unusableAnswers,
  ...reasoningPlaces,
  ...refusals,
  ...contextLengths,
  ...oddForms,
  ...toolTroubles,
] as const;

export type FaultName = (typeof faultKinds)[number]["name"];

/**
 * The kinds that a list names, separated by commas, in its order: by name, by the beginning of a name (`rate_limit` for all of
 * them), or as `transient` or `all`. @throws UsageError for a name that there is not.
 */
export function selectKinds(list: string): FaultKind[] {
  const wanted = list
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
  const unknown = wanted.find((word) => !faultKinds.some((kind) => named(kind, word)));
  if (unknown !== undefined) {
    throw new UsageError(`there is no kind of fault ${unknown}; --help lists those that there are`);
  }
  return [...new Set(wanted.flatMap((word) => faultKinds.filter((kind) => named(kind, word))))];
}

function named({ name, transient }: FaultKind, word: string): boolean {
  return (
    word === "all" || (word === "transient" && transient) || word === name || name.startsWith(`${word}_`)
  );
}
