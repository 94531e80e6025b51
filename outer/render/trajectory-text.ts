import type { Trajectory, TrajectoryEvent } from "../../inner/trajectory.js";
import { oneLine } from "./cut-text.js";
import { eventText, type TextLimit } from "./event-text.js";
import { type Round, roundsOf } from "./trajectory-rounds.js";

/** Which rounds to show, from 1, both ends included; all when absent. */
export interface RoundRange {
  readonly fromRound?: number | undefined;
  readonly toRound?: number | undefined;
}

/** Most characters of rounds in one text, about 15,000 tokens. */
export const pageCharacters = 60_000;
/** Answers are cut to the first of these lengths with which the page holds all rounds that were asked for. */
const answerCharacters = [1500, 600, 250] as const;
/** The same for a round that is read alone. */
const answerCharactersAlone = 8000;

/**
 * A trajectory for a reader who wants to know why rounds were lost. Long answers are cut, and rounds that do not
 * fit on the page are left out, each with a note saying how to see them: read one round alone, or read on.
 */
export function trajectoryText(trajectory: Trajectory, range: RoundRange = {}): string {
  const all = roundsOf(trajectory.events);
  const from = range.fromRound ?? 1;
  const to = range.toRound ?? Number.POSITIVE_INFINITY;
  const chosen = all.filter((round) => round.number >= from && round.number <= to);
  const { shown, texts } = fitToPage(chosen);
  const left = chosen.slice(shown);
  return [
    headerText(trajectory),
    ...(chosen.length === 0 ? [noRoundsText(all)] : texts),
    ...(left[0] === undefined ? [] : [continuation(left[0].number, left.length)]),
    ...(all.at(-1) === undefined || chosen.slice(0, shown).includes(all.at(-1) as Round)
      ? [endText(trajectory)]
      : []),
  ].join("\n\n");
}

function fitToPage(rounds: readonly Round[]): { shown: number; texts: string[] } {
  const lengths = rounds.length === 1 ? [answerCharactersAlone] : answerCharacters;
  let texts: string[] = [];
  for (const characters of lengths) {
    texts = rounds.map((round) => roundText(round, limitOf(round, characters)));
    if (sumOfLengths(texts) <= pageCharacters) return { shown: texts.length, texts };
  }
  let shown = 1;
  while (shown < texts.length && sumOfLengths(texts.slice(0, shown + 1)) <= pageCharacters) shown += 1;
  return { shown, texts: texts.slice(0, shown) };
}

function limitOf(round: Round, characters: number): TextLimit {
  const alone = characters === answerCharactersAlone;
  return { characters, more: alone ? "" : `read round ${round.number} alone for more` };
}

function roundText(round: Round, limit: TextLimit): string {
  const texts = round.events.map((event) => eventText(event, limit)).filter((text) => text !== "");
  return [`Round ${round.number}`, ...texts].join("\n");
}

function headerText({ observation, events }: Trajectory): string {
  const calls = (seat: "main" | "challenger") =>
    events.filter((event: TrajectoryEvent) => event.kind === "chat" && event.seat === seat).length;
  return (
    `Document ${observation.document}, candidate ${observation.candidate.slice(0, 6)}: ${observation.outcome} ` +
    `after ${observation.rounds} rounds; calls of the main agent ${calls("main")}, of the challenger ${calls("challenger")}`
  );
}

function noRoundsText(all: readonly Round[]): string {
  const last = all.at(-1);
  return last === undefined
    ? "No draft was proposed."
    : `No such rounds; there are rounds ${all[0]?.number} to ${last.number}.`;
}

function continuation(from: number, count: number): string {
  return `[${count} more rounds are not on this page; read on from round ${from}]`;
}

function endText({ observation }: Trajectory): string {
  return `ENDED ${observation.outcome}: ${oneLine(observation.reason)}`;
}

function sumOfLengths(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
