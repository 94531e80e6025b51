import { type ReadRound, readRounds } from "../analyzer/rounds.js";
import { constants } from "../constants.js";
import { choose, chooseWeighted, textHash, uniform } from "../hashing.js";
import { promptNames } from "../implementer/prompt-files.js";
import type { Lessons, Role } from "../simulated-task.js";
import type { CorpusIndex } from "../text/corpus-index.js";
import { type SimulatedRequest, textOf } from "../wire/request.js";
import { readSection } from "../wire/sections.js";

const { learner } = constants;

/** How the system message begins that asks for notes. */
const asksForNotes = /^You keep the notes of a writer of training examples/;

/** The main agent's role, which also keeps notes on what episodes have in common when it is asked for them. */
export function keepingNotes(index: CorpusIndex, lessons: Lessons, otherwise: Role): Role {
  return (request) =>
    asksForNotes.test(textOf(request, "system"))
      ? { text: JSON.stringify({ notes: notesFrom(index, lessons, request) }) }
      : otherwise(request);
}

/** Earlier notes but for a few that are forgotten, and a new one against each cause that lost many rounds. */
function notesFrom(index: CorpusIndex, lessons: Lessons, request: SimulatedRequest): string[] {
  const told = textOf(request, "user");
  const draw = `${request.seed} ${textHash(told)}`;
  const earlier = [...(readSection(told, "notes") ?? "").matchAll(/^- (.*)$/gm)].map(([, note = ""]) => note);
  const kept = earlier.filter((note) => uniform("forget", note, draw) >= learner.forgets);
  const added = commonCauses(index, lessons, readRounds(readSection(told, "episodes") ?? ""))
    .flatMap((cause) => cureFor(cause, kept, lessons, draw))
    .slice(0, learner.addedAtMost);
  return [...kept, ...added].slice(0, learner.keptAtMost);
}

/** Causes by the rounds they lost, most first. */
function commonCauses(index: CorpusIndex, lessons: Lessons, rounds: readonly ReadRound[]): string[] {
  const lost = new Map<string, number>();
  for (const round of rounds) {
    const cause = lessons.causeOf(index, round);
    if (cause !== undefined) lost.set(cause, (lost.get(cause) ?? 0) + 1);
  }
  return [...lost]
    .filter(([, count]) => count >= learner.worthNoting * rounds.length)
    .sort(([, one], [, other]) => other - one)
    .map(([cause]) => cause);
}

/** One wording of what the challenger could be told, by what comes to mind; none that the notes have already. */
function cureFor(
  cause: string,
  notes: readonly string[],
  { remedies, reader }: Lessons,
  draw: string,
): string[] {
  const { strengths } = reader.read(notes.join("\n"));
  const open = remedies.filter(
    ({ cause: against, prompt, kind, wordings }) =>
      against === cause &&
      prompt.source === promptNames.challenger.source &&
      !(kind !== undefined && strengths[kind] === "full") &&
      !wordings.some((wording) => notes.includes(wording)),
  );
  if (open.length === 0) return [];
  const remedy = chooseWeighted(
    open.map((one) => [one, one.weight] as const),
    "cure",
    cause,
    draw,
  );
  return [choose(remedy.wordings, "wording", cause, draw)];
}
