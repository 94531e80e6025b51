import { asDocumentId } from "../../../foundation/ids.js";
import type { AskSeat } from "../../../inner/referee/ask-seat.js";
import { fraction } from "../../../inner/referee/fraction.js";
import { plainMode, type SolverMode } from "../../../inner/referee/solver-mode.js";
import type { Example, Task } from "../../../inner/tasks/task.js";
import type { ChatRequest, Seat } from "../../../models/chat.js";
import { noUsage } from "../../../models/usage.js";

export const document = {
  id: asDocumentId("d".repeat(16)),
  title: "Harbour dues",
  text: "Dues fall due when the anchor drops.",
  shownCharacters: 36,
  totalCharacters: 36,
};

const request = (system: string, user: string): ChatRequest => ({
  messages: [
    { role: "system", content: system },
    { role: "user", content: user },
  ],
});

/** An example whose only right answer is 42, judged by a model that says yes or no. */
export function riddle(more: Partial<Example> = {}): Example {
  return {
    body: { question: "What is six times seven?" },
    reasoning: "Seven and seven is fourteen, three times that.",
    shown: "What is six times seven?",
    reference: "42",
    audit: () => ({
      request: request("audit", "it"),
      read: (text) => ({ ok: true, value: { passed: text === "sound", checks: [], feedback: text } }),
    }),
    verification: () => request("verify", "it"),
    readVerification: () => ({ ok: true, value: { passed: true, checks: [], feedback: "" } }),
    attempt: () => request("Answer.", "What is six times seven?"),
    judgement: (answer) => request("judge", answer),
    readJudgement: (text) =>
      text === "yes" || text === "no"
        ? { ok: true, value: [{ met: text === "yes", reason: text }] }
        : { ok: false, problem: "Say yes or no." },
    score: ([mark]) => fraction(mark?.met ? 1 : 0),
    ...more,
  };
}

/** One stage with one attempt of each solver. */
export function riddles(strong: Partial<SolverMode> = {}): Task {
  return {
    name: "riddles",
    stages: [
      {
        name: "both",
        attempts: [
          { seat: "weak", count: 1 },
          { seat: "strong", count: 1 },
        ],
      },
    ],
    solvers: { weak: plainMode, strong: { ...plainMode, ...strong } },
    readDraft: () => ({ ok: true, example: riddle() }),
    report: (_, __, review) => ({
      passed: true,
      lines: [JSON.stringify(review)],
      verdict: { decision: "accepted", failed: [] },
    }),
    shadow: () => ({}),
  };
}

export interface Asked {
  readonly seat: Seat;
  readonly text: string;
  readonly place: string;
}

/** Seats that answer by a function of the seat, the whole request as text and its place, such as "strong/1/0". */
export function scriptedSeats(answer: (asked: Asked) => string): { ask: AskSeat; asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    ask: async (seat, { messages }, { attempt, retry }) => {
      const one = {
        seat,
        text: messages.map(({ content }) => content).join("\n"),
        place: `${seat}/${attempt}/${retry}`,
      };
      asked.push(one);
      const reply = { text: answer(one), toolCalls: [], finish: "stop", reasoning: null } as const;
      return { reply, usage: noUsage };
    },
  };
}
