import type { Seat } from "../../models/chat.js";
import type { Definition } from "../definition/definition.js";
import { checkNames, type Finding, type PlaceFindings } from "./finding.js";
import { withSettings } from "./places.js";

/** Something wrong, or to be known, with all seats that it was found of. */
export interface Trouble extends Finding {
  readonly seats: readonly Seat[];
}

/** What was found wrong or worth a warning, each thing once: what is wrong first, then in the order of the checks. */
export function troublesOf(
  places: readonly PlaceFindings[],
  definition: Pick<Definition, "models" | "evaluation">,
): Trouble[] {
  const troubles = new Map<string, Finding & { readonly seats: Seat[] }>();
  for (const { seats, findings } of places) {
    for (const finding of findings.filter(({ verdict }) => verdict === "wrong" || verdict === "warning")) {
      const name = JSON.stringify(finding);
      const known = troubles.get(name) ?? { ...finding, seats: [] };
      troubles.set(name, known);
      known.seats.push(...seats);
    }
  }
  const rank = ({ verdict, check }: Finding) =>
    (verdict === "wrong" ? 0 : checkNames.length) + checkNames.indexOf(check);
  return [...troubles.values()]
    .sort((a, b) => rank(a) - rank(b))
    .map((trouble) => ({ ...trouble, advice: withSettings(trouble.advice, definition, trouble.seats) }));
}
