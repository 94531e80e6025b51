import type { TreeHash } from "../../foundation/ids.js";
import type { CataloguedDocument } from "../../inner/corpus/catalogue.js";
import type { Observation } from "../../inner/trajectory.js";
import { episodeText } from "../../models/call-key.js";
import type { Seat } from "../../models/chat.js";
import type { Usage } from "../../models/usage.js";

/** The seats that are asked when examples are made; analyzer and implementer belong to a search. */
export const makers = ["main", "challenger", "verifier", "weak", "strong", "judge"] as const;

/** What all records of a generation share. */
export interface Origin {
  readonly task: string;
  readonly harness: {
    /** As it was named on the command line. */
    readonly reference: string;
    readonly tree: TreeHash;
  };
  /** Notes are taken after so many documents, for the challenger of later ones; null without notes. */
  readonly learnings: { readonly every: number } | null;
  /** The declared model of every seat. */
  readonly models: Readonly<Record<Exclude<Seat, "analyzer" | "implementer">, string>>;
  readonly experiment: {
    readonly name: string;
    /** SHA-256 of the canonical JSON of all settings that can change a result, the harness among them. */
    readonly digest: string;
    readonly seed: number;
    /** Name of the acceptance preset; `custom` for numbers. */
    readonly acceptance: string;
    /** `strict`, `paper`, or strict without some rules; see refereeName. */
    readonly referee: string;
  };
}

/** What a record says of its episode besides what happened in it. */
export interface EpisodeSource {
  readonly document: CataloguedDocument;
  /** Of the notes that the challenger was given; 0 for none. */
  readonly notesVersion: number;
}

/** Where a record comes from and what it took; keys as they are written. */
export function provenanceOf(
  origin: Origin,
  { document, notesVersion }: EpisodeSource,
  observation: Observation,
) {
  const { id, title, source, words, contentHash, shownCharacters, totalCharacters } = document;
  const { candidate, purpose, repeat } = observation;
  return {
    document: {
      ...{ id, title, source, words, sha256: contentHash },
      ...{ shown_characters: shownCharacters, total_characters: totalCharacters },
    },
    repeat,
    harness: origin.harness,
    models: origin.models,
    experiment: origin.experiment,
    learnings: origin.learnings && { ...origin.learnings, version: notesVersion },
    /** How the keys of all its calls in the history begin. */
    calls: `episode/${episodeText({ candidate, document: id, purpose, repeat })}/`,
    cost: costOf(observation.cost),
  };
}

/** Keys as they are written; what is not known is null. */
export function costOf({ calls, inputTokens, outputTokens, costUsd }: Usage) {
  return { calls, input_tokens: inputTokens, output_tokens: outputTokens, usd: costUsd };
}
