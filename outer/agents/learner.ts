import { z } from "zod";
import { type AskSeat, askForValue } from "../../inner/referee/ask-seat.js";
import { delimit } from "../../inner/referee/delimit.js";
import { type JsonReply, readJsonReply } from "../../models/json-reply.js";
import type { Model } from "../../models/model.js";
import { batchText } from "../render/batch-text.js";
import type { NamedTrajectory } from "../render/trajectory-line.js";
import { learnerSystem, mostNotes, noteCharacters } from "./learner-prompt.js";

export interface LearnerAssignment {
  /** Number of the batch, from 1. */
  readonly batch: number;
  readonly trajectories: readonly NamedTrajectory[];
  /** As they stood for these episodes. */
  readonly notes: readonly string[];
}

const replySchema = z.object({
  notes: z.array(z.string().trim().min(1).max(noteCharacters)).max(mostNotes),
});

/**
 * Distils a batch of episodes into notes for the challenger of later documents; they take the place of the earlier
 * ones. The main agent's model writes them. `problem` says why a reply could not be used. Rejects as Model.complete does.
 */
export async function learn(
  model: Model,
  { batch, trajectories, notes }: LearnerAssignment,
): Promise<JsonReply<readonly string[]>> {
  const ask: AskSeat = (seat, request, { attempt: _attempt, retry, ...more }) =>
    model.complete({
      key: { scope: "iteration", iteration: batch, seat, ordinal: 0, retry },
      request,
      ...more,
    });
  const user = [
    delimit("notes", notes.length === 0 ? "None yet." : notesText(notes)),
    delimit("episodes", batchText(trajectories)),
    "Write the notes for the documents to come.",
  ].join("\n\n");
  const request = {
    messages: [
      { role: "system", content: learnerSystem },
      { role: "user", content: user },
    ],
    format: "json",
  } as const;
  const read = await askForValue(ask, "main", request, 0, (text) => readJsonReply(text, replySchema));
  return read.ok ? { ok: true, value: read.value.notes } : read;
}

/** The notes as the challenger and the next learner see them. */
export function notesText(notes: readonly string[]): string {
  return notes.map((note) => `- ${note.replace(/\s+/g, " ")}`).join("\n");
}
