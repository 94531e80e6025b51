import { finalSchema } from "../outer/decisions.js";
import type { HistoryReader } from "../population/history/history.js";
import type { Definition } from "./definition/definition.js";

/** Under which a history holds its digest at the end of a search of so many iterations, once all of it is written. */
export function digestOfEnd(iterations: number): string {
  return `digest.${iterations}`;
}

/**
 * After how many iterations a run came to its end under these settings: those asked for, or fewer when their episodes
 * were used up. Null while it has not.
 */
export function runEnd(
  { run, decisions }: Pick<HistoryReader, "run" | "decisions">,
  { iterations, episodes }: Pick<Definition["search"], "iterations" | "episodes">,
): number | null {
  const isEnd = (end: number, body: unknown) =>
    end === iterations ||
    (end < iterations && episodes !== null && finalSchema.parse(body).usedUp?.limit === episodes);
  const final = decisions
    .all()
    .findLast(
      ({ kind, iteration, body }) =>
        kind === "final" && isEnd(iteration - 1, body) && run.get(digestOfEnd(iteration - 1)) !== undefined,
    );
  return final === undefined ? null : final.iteration - 1;
}
