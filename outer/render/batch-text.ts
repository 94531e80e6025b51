import { eventText } from "./event-text.js";
import { type NamedTrajectory, trajectoryLine } from "./trajectory-line.js";
import { type Round, roundsOf } from "./trajectory-rounds.js";

/** Most characters of all episodes together, about 15,000 tokens. */
const batchCharacters = 60_000;
/** Answers are cut to the first of these lengths with which an episode fits into its share. */
const answerCharacters = [600, 250, 100] as const;

/**
 * Several episodes in one text for a reader who is shown them once and cannot ask for more. Each has the same share of
 * it: answers are cut, and where that is not enough the first rounds are left out.
 */
export function batchText(trajectories: readonly NamedTrajectory[]): string {
  const share = Math.floor(batchCharacters / Math.max(1, trajectories.length));
  return trajectories.map((one) => episodeText(one, share)).join("\n\n");
}

function episodeText(named: NamedTrajectory, characters: number): string {
  const rounds = roundsOf(named.trajectory.events);
  const texts = answerCharacters.map((limit) => rounds.map((round) => roundText(round, limit)));
  const fitting = texts.find((one) => lengthOf(one) <= characters) ?? texts.at(-1) ?? [];
  let first = 0;
  while (first < fitting.length - 1 && lengthOf(fitting.slice(first)) > characters) first += 1;
  const left = first === 0 ? [] : [`[rounds 1 to ${first} are left out]`];
  return [trajectoryLine(named), ...left, ...fitting.slice(first)].join("\n\n");
}

function roundText({ number, events }: Round, characters: number): string {
  const texts = events.map((event) => eventText(event, { characters, more: "" }));
  return [`Round ${number}`, ...texts.filter((text) => text !== "")].join("\n");
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
