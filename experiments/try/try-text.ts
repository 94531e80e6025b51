import { canonicalJson } from "../../foundation/digest.js";
import type { TrajectoryEvent } from "../../inner/trajectory.js";
import type { ChatMessage, ChatReply, Seat } from "../../models/chat.js";
import { firstCharacters, labelled, oneLine } from "../../outer/render/cut-text.js";
import { eventText, type TextLimit } from "../../outer/render/event-text.js";
import { count, stopwatch } from "../report/numbers.js";
import type { AnsweredCall, TryEvent } from "./try-event.js";

export interface TryTextOptions {
  /** Whole requests and replies. */
  readonly verbose: boolean;
}

const seatWidth = 12;
const excerptCharacters = 70;
const shortAnswers: TextLimit = { characters: 400, more: "--verbose shows all of it" };
const everything: TextLimit = { characters: 1_000_000, more: "" };

/** Writes a trial as it happens: a line for each call, and what the referee makes of it between them. */
export class TryText {
  private round = 0;
  /** Messages that were shown, by seat, so that a growing conversation is shown once. */
  private readonly shown = new Map<Seat, readonly ChatMessage[]>();

  constructor(private readonly options: TryTextOptions) {}

  /** Text of whole lines; empty where there is nothing to say. */
  of(event: TryEvent): string {
    if (event.kind === "call") return this.callText(event);
    return [this.roundHeading(event), referee(event, this.options.verbose ? everything : shortAnswers)]
      .filter((text) => text !== "")
      .join("\n");
  }

  private roundHeading(event: TrajectoryEvent): string {
    if (event.kind !== "proposed" && event.kind !== "findings") return "";
    if (event.round === this.round) return "";
    this.round = event.round;
    return `\nRound ${event.round}`;
  }

  private callText(call: AnsweredCall): string {
    const line = callLine(call);
    return this.options.verbose ? [line, ...this.messagesOf(call), replyText(call.reply)].join("\n") : line;
  }

  private messagesOf({ seat, request }: AnsweredCall): string[] {
    const before = this.shown.get(seat) ?? [];
    this.shown.set(seat, request.messages);
    const goesOn = before.every(
      (one, index) => canonicalJson(one) === canonicalJson(request.messages[index] ?? null),
    );
    return request.messages.slice(goesOn ? before.length : 0).map(messageText);
  }
}

/** Such as `  0:03  challenger    1.2 s  1,234 tokens  {"context": ...`. */
function callLine({ atMs, seat, durationMs, source, usage, reply }: AnsweredCall): string {
  const { inputTokens, outputTokens } = usage;
  const tokens =
    inputTokens === null || outputTokens === null
      ? "not counted"
      : `${count(inputTokens + outputTokens)} tokens`;
  const took = source === "log" ? "kept" : `${(durationMs / 1000).toFixed(1)} s`;
  return [
    `  ${stopwatch(atMs).padStart(5)}`,
    seat.padEnd(seatWidth),
    took.padStart(7),
    tokens.padStart(14),
    excerptOf(reply),
  ]
    .join("  ")
    .trimEnd();
}

function excerptOf({ text, toolCalls, finish, reasoning }: ChatReply): string {
  const calls = toolCalls.map(({ name }) => `calls ${name}`).join(", ");
  if (calls !== "") return calls;
  if (finish === "length") return "CUT OFF at the output limit";
  if (finish === "content_filter") return "WITHHELD by a content filter";
  if (finish === "context_length") return "DID NOT FIT the model's context";
  if (text.trim() === "") return reasoning === null ? "EMPTY" : "EMPTY, reasoning only";
  const line = oneLine(text);
  const kept = firstCharacters(line, excerptCharacters);
  return kept.length < line.length ? `${kept}…` : line;
}

/** One message of a request, whole. */
export function messageText(message: ChatMessage): string {
  const calls =
    message.role === "assistant"
      ? (message.toolCalls ?? []).map(({ name, arguments: given }) => `\n[calls ${name}(${given})]`)
      : [];
  return labelled(message.role, `${message.content}${calls.join("")}`, "        ");
}

function replyText({ text, toolCalls, reasoning }: ChatReply): string {
  const calls = toolCalls.map(({ name, arguments: given }) => `[calls ${name}(${given})]`);
  const thoughts = reasoning === null ? [] : [labelled("reasoning", reasoning, "        ")];
  return [...thoughts, labelled("REPLY", [text, ...calls].filter(Boolean).join("\n"), "        ")].join("\n");
}

function referee(event: TrajectoryEvent, limit: TextLimit): string {
  if (event.kind === "verdict") return verdictText(event);
  return indented(eventText(event, limit));
}

function verdictText({ verdict, shadow }: Extract<TrajectoryEvent, { kind: "verdict" }>): string {
  const because = verdict.failed.length === 0 ? "" : `: ${verdict.failed.map(oneLine).join("; ")}`;
  const others = Object.entries(shadow).map(([preset, { decision }]) => `${preset} ${decision}`);
  const lines = [
    `VERDICT ${verdict.decision}${because}`,
    ...(others.length === 0 ? [] : [`other presets on the same evidence: ${others.join(", ")}`]),
  ];
  return indented(lines.join("\n"));
}

const indented = (text: string) => text.replace(/^(?=.)/gm, "         ");
