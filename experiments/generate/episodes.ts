import type { DocumentId, Ticket } from "../../foundation/ids.js";
import type { CataloguedDocument } from "../../inner/corpus/catalogue.js";
import type { Place, PlaceBatch } from "../../outer/evaluate.js";
import { ticketOf } from "../../population/history/ticket.js";
import type { PreparedGeneration } from "./prepare-generation.js";

/** One episode of a generation. */
export interface PlannedEpisode {
  readonly document: CataloguedDocument;
  readonly ticket: Ticket;
  readonly place: Place;
  readonly batch: PlaceBatch;
}

/** All episodes that were asked for, by document and then by repeat: the order of the lines that come of them. */
export function* plannedEpisodes(
  { documents, repeats, origin }: Pick<PreparedGeneration, "documents" | "repeats" | "origin">,
  positions: ReadonlyMap<DocumentId, number>,
): Generator<PlannedEpisode> {
  for (const document of documents) {
    const position = positions.get(document.id);
    if (position === undefined) throw new Error(`${document.source} has no number`);
    for (let repeat = 0; repeat < repeats; repeat++) {
      const place = { document: document.id, repeat, position };
      const batch = batchOf(origin.harness.tree, repeat);
      yield { document, place, batch, ticket: ticketOf(batch.iteration, batch.phase, position) };
    }
  }
}

/** Every repeat is what an iteration is elsewhere: tickets have room for more repeats whenever they are asked for. */
function batchOf(candidate: PlaceBatch["candidate"], repeat: number): PlaceBatch {
  return { iteration: repeat + 1, phase: "test-best", purpose: "generate", split: "test", candidate };
}
