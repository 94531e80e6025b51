import type { ChatReply, ChatRequest, Seat } from "../../models/chat.js";
import { replyCondition } from "../../models/chat.js";
import type { Completion } from "../../models/model.js";
import { type MoreOutput, moreOutput } from "../../models/more-output.js";
import type { Example } from "../tasks/task.js";
import type { Attempt, Mark } from "../trajectory.js";

/** What a seat answered, and how much of it there was. */
export type Answer = Pick<Completion, "reply" | "usage">;

/** Asks a seat under the key of one attempt; `retry` numbers repeated tries and repair turns from 0. */
export type AskSeat = (
  seat: Seat,
  request: ChatRequest,
  place: { readonly attempt: number; readonly retry: number } & MoreOutput,
) => Promise<Answer>;

/** A truncated reply is asked for again with 2, then 4 times the output budget; others with the same. */
const tries = 3;

export interface AttemptPlace {
  readonly stage: string;
  readonly seat: "weak" | "strong";
  /** Number within the stage, from 0; also the judge's attempt. */
  readonly attempt: number;
}

/**
 * One solver answer and its marks. An answer that stays truncated, empty, filtered or over context, and marks
 * that stay unreadable, give an attempt without score: never a zero.
 */
export async function measureAttempt(ask: AskSeat, example: Example, place: AttemptPlace): Promise<Attempt> {
  const solved = await solve(ask, example, place);
  if (solved.answer === null) return unmeasured(place, "", solved.trouble);
  const judged = await judge(ask, example, place.attempt, solved.answer);
  if (judged.marks === null) return unmeasured(place, solved.answer, judged.trouble);
  return {
    ...place,
    answer: solved.answer,
    marks: judged.marks,
    score: example.score(judged.marks),
    trouble: "",
  };
}

async function solve(
  ask: AskSeat,
  example: Example,
  place: AttemptPlace,
): Promise<{ answer: string | null; trouble: string }> {
  let condition = "";
  let more: MoreOutput = {};
  for (let retry = 0; retry < tries; retry++) {
    const { attempt } = place;
    const answer = await ask(place.seat, example.attempt(place.seat), { attempt, retry, ...more });
    const { reply } = answer;
    condition = replyCondition(reply);
    if (condition === "usable" && reply.text.trim() !== "") return { answer: reply.text, trouble: "" };
    if (condition === "usable") condition = "empty";
    if (condition === "over_context") break;
    more = condition === "truncated" ? moreOutput(answer, 2 ** (retry + 1), more) : {};
  }
  return { answer: null, trouble: `${place.seat} solver's answer ${troubles[condition] ?? condition}` };
}

const troubles: Readonly<Record<string, string>> = {
  truncated: "stayed truncated at the output limit",
  empty: "stayed empty",
  filtered: "was withheld by the endpoint's content filter",
  over_context: "does not fit the model's context",
};

async function judge(
  ask: AskSeat,
  example: Example,
  attempt: number,
  answer: string,
): Promise<{ marks: readonly Mark[] | null; trouble: string }> {
  const request = example.judgement(answer);
  let problem = "";
  let more: MoreOutput = {};
  let previous: ChatReply | null = null;
  for (let retry = 0; retry < tries; retry++) {
    const given = await ask("judge", repair(request, previous, problem), { attempt, retry, ...more });
    const { reply } = given;
    const condition = replyCondition(reply);
    more = condition === "truncated" ? moreOutput(given, 2 ** (retry + 1), more) : {};
    if (condition === "over_context") {
      problem = "the answer with its criteria does not fit the judge's context";
      break;
    }
    previous = condition === "usable" ? reply : null;
    const read = example.readJudgement(reply.text);
    if (read.ok) return { marks: read.value, trouble: "" };
    problem = condition === "usable" ? read.problem : `The judge's reply is ${condition}.`;
  }
  return { marks: null, trouble: `unjudgeable: ${problem}` };
}

/** The request again with the unusable reply and what was wrong with it; the request itself when there is none. */
export function repair(request: ChatRequest, previous: ChatReply | null, problem: string): ChatRequest {
  if (previous === null) return request;
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: "assistant", content: previous.text },
      {
        role: "user",
        content: `That reply cannot be used. ${problem} Reply again, complete, in the required form.`,
      },
    ],
  };
}

function unmeasured(place: AttemptPlace, answer: string, trouble: string): Attempt {
  return { ...place, answer, marks: [], score: null, trouble };
}
