import type { ChatReply, ChatRequest, Seat } from "../../models/chat.js";
import { replyCondition } from "../../models/chat.js";
import type { JsonReply } from "../../models/json-reply.js";
import type { Completion } from "../../models/model.js";
import { type MoreOutput, moreOutput } from "../../models/more-output.js";

/** What a seat answered, and how much of it there was. */
export type Answer = Pick<Completion, "reply" | "usage">;

/** Asks a seat under the key of one attempt; `retry` numbers repeated tries and repair turns from 0. */
export type AskSeat = (
  seat: Seat,
  request: ChatRequest,
  place: { readonly attempt: number; readonly retry: number } & MoreOutput,
) => Promise<Answer>;

/** A truncated reply is asked for again with 2, then 4 times the output budget; others with the same. */
export const tries = 3;

/** Asks the trusted judge for a value, as `askForValue` does; what cannot be read is never a verdict. */
export function askJudge<T>(
  ask: AskSeat,
  request: ChatRequest,
  attempt: number,
  read: (text: string) => JsonReply<T>,
): Promise<JsonReply<T>> {
  return askForValue(ask, "judge", request, attempt, read);
}

/** Asks a seat for a value. Unreadable replies get repair turns; when none can be read, `problem` says why. */
export async function askForValue<T>(
  ask: AskSeat,
  seat: Seat,
  request: ChatRequest,
  attempt: number,
  read: (text: string) => JsonReply<T>,
): Promise<JsonReply<T>> {
  let problem = "";
  let more: MoreOutput = {};
  let previous: ChatReply | null = null;
  for (let retry = 0; retry < tries; retry++) {
    const given = await ask(seat, repair(request, previous, problem), { attempt, retry, ...more });
    const { reply } = given;
    const condition = replyCondition(reply);
    more = condition === "truncated" ? moreOutput(given, 2 ** (retry + 1), more) : {};
    if (condition === "over_context") {
      return { ok: false, problem: `what is asked does not fit the ${seat}'s context` };
    }
    previous = condition === "usable" ? reply : null;
    const answer = read(reply.text);
    if (answer.ok) return answer;
    problem = condition === "usable" ? answer.problem : `The ${seat}'s reply is ${condition}.`;
  }
  return { ok: false, problem };
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
