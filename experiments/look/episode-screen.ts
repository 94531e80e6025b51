import pc from "picocolors";
import { oneLine } from "../../outer/render/cut-text.js";
import { eventText, type TextLimit } from "../../outer/render/event-text.js";
import { type Round, roundsOf } from "../../outer/render/trajectory-rounds.js";
import { count, plural, usd } from "../report/numbers.js";
import { plainText } from "../report/plain-line.js";
import type { EpisodeView } from "./episode-view.js";

const cut: TextLimit = { characters: 600, more: "--full shows it" };
const whole: TextLimit = { characters: Number.POSITIVE_INFINITY, more: "" };

export interface EpisodeStyle {
  readonly run: string;
  readonly colours: boolean;
  /** Answers, drafts and notes are not cut. */
  readonly full: boolean;
}

/** An episode round by round: draft, verification, attempts with their marks, and how it ended. */
export function episodeScreen(view: EpisodeView, { run, colours, full }: EpisodeStyle): string {
  const { bold, dim } = pc.createColors(colours);
  const { observation, name, candidate, title, events } = view;
  const { split, outcome, reason, rounds, cost } = observation;
  const tokens =
    cost.inputTokens === null || cost.outputTokens === null
      ? "tokens unknown"
      : `${count(cost.inputTokens + cost.outputTokens)} tokens`;
  const limit = full ? whole : cut;
  return [
    `${bold(`Episode ${name} of ${run}`)}: ${outcome}\n` +
      `  ${candidate} on ${split} document "${title}" (${observation.document})\n` +
      `  ${plural(rounds, "round")}, ${plural(cost.calls, "call")}, ${tokens}, ${usd(cost.costUsd)}`,
    ...roundsOf(events).map((round) => roundText(round, limit, bold)),
    `${bold("Ended")} ${outcome}: ${oneLine(reason)}`,
    dim(callsText(view.calls, run)),
  ].join("\n\n");
}

function roundText({ number, events }: Round, limit: TextLimit, bold: (text: string) => string): string {
  const texts = events.map((event) => plainText(eventText(event, limit))).filter((text) => text !== "");
  return [bold(`Round ${number}`), ...texts].join("\n");
}

/** The first and the last number: calls of episodes side by side are stored in between. */
function callsText(calls: readonly number[], run: string): string {
  const [first] = calls;
  if (first === undefined) return "none of its calls is stored here";
  const shown =
    calls.length <= 12 ? calls.join(", ") : `${calls.slice(0, 11).join(", ")}, ... ${calls.at(-1)}`;
  return `calls ${shown}: npx autodata-lab show ${run} call ${first}`;
}
