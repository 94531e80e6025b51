import { toNumber } from "../../inner/referee/fraction.js";
import type { Attempt, Mark, TrajectoryEvent } from "../../inner/trajectory.js";
import { cutText, labelled, oneLine } from "./cut-text.js";
import { exampleText } from "./example-text.js";

const reasonCharacters = 300;

/** How long answers, drafts, feedback and notes may be, and how the reader gets the rest. */
export interface TextLimit {
  readonly characters: number;
  readonly more: string;
}

/** One event as text; empty for chat calls, the end, and verdicts, whose conditions the stage's lines tell. */
export function eventText(event: TrajectoryEvent, limit: TextLimit): string {
  switch (event.kind) {
    case "chat":
    case "verdict":
    case "ended":
      return "";
    case "note":
      return long("note", event.text, limit);
    case "proposed":
      return exampleText(event.example, event.body);
    case "findings":
      return findingsText(event.draft, event.findings, limit);
    case "verified":
      return verificationText(event, limit);
    case "stage":
      return stageText(event, limit);
    case "retested":
      return ["RETESTED with fresh attempts", ...event.attempts.map((one) => attemptText(one, limit))].join(
        "\n",
      );
    case "skip":
      return `SKIP ${event.confirmed ? "CONFIRMED" : "NOT CONFIRMED"}: the harness said "${oneLine(event.reason)}", the host found: ${oneLine(event.finding)}`;
    case "refused":
      return `HOST REFUSED ${event.call}: ${oneLine(event.message)}`;
  }
}

function findingsText(draft: unknown, findings: readonly string[], limit: TextLimit): string {
  const written = typeof draft === "string" ? draft : (JSON.stringify(draft) ?? "(nothing)");
  const lines = findings.map((finding) => oneLine(cutText(finding, reasonCharacters)));
  return `DRAFT REFUSED: ${lines.join("; ")}\n${long("draft", written, limit)}`;
}

function verificationText(event: Extract<TrajectoryEvent, { kind: "verified" }>, limit: TextLimit): string {
  const verdicts = event.checks.map((check) => `${check.name} ${check.verdict}`).join(", ");
  const notes = event.checks
    .filter((check) => check.note !== "")
    .map((check) => labelled(check.name, cutText(check.note, limit.characters, limit.more), "  "));
  const feedback = event.feedback === "" ? [] : [long("feedback", event.feedback, limit, "  ")];
  const heading = `VERIFICATION ${event.passed ? "PASSED" : "FAILED"}`;
  return [`${heading}: ${oneLine(verdicts) || "no readable checks"}`, ...notes, ...feedback].join("\n");
}

function stageText(event: Extract<TrajectoryEvent, { kind: "stage" }>, limit: TextLimit): string {
  const lines =
    event.lines.length > 0 ? event.lines.map(oneLine) : [`STAGE ${event.stage}: ${standing(event)}`];
  const review =
    event.review === undefined ? [] : [long("review", JSON.stringify(event.review.said, null, 1), limit)];
  return [...lines, ...event.attempts.map((attempt) => attemptText(attempt, limit)), ...review].join("\n");
}

function standing(event: { readonly passed: boolean; readonly measured: boolean }): string {
  if (!event.measured) return "not measured";
  return event.passed ? "passed" : "failed";
}

function attemptText(attempt: Attempt, limit: TextLimit): string {
  const score =
    attempt.score === null
      ? `not measured: ${oneLine(attempt.trouble)}`
      : `score ${toNumber(attempt.score).toFixed(2)}`;
  return [
    `${attempt.seat} attempt ${attempt.attempt + 1}, ${score}`,
    long("answer", attempt.answer === "" ? "(none)" : attempt.answer, limit),
    ...attempt.marks.map(markLine),
  ].join("\n");
}

function markLine(mark: Mark, index: number): string {
  return `    ${index + 1} ${mark.met ? "met" : "not met"}: ${oneLine(cutText(mark.reason, reasonCharacters))}${contestedText(mark)}`;
}

function contestedText({ contested }: Mark): string {
  return contested === undefined ? "" : ` (contested: ${oneLine(cutText(contested, reasonCharacters))})`;
}

function long(label: string, text: string, limit: TextLimit, indent = ""): string {
  return labelled(label, cutText(text, limit.characters, limit.more), indent);
}
