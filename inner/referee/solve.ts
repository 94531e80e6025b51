import { replyCondition } from "../../models/chat.js";
import { type MoreOutput, moreOutput } from "../../models/more-output.js";
import type { Example, SolverSeat } from "../tasks/task.js";
import { type AskSeat, tries } from "./ask-seat.js";
import { inMode, majorityOf, type Privileged, type SolverMode, synthesisRequest } from "./solver-mode.js";

/** An answer, or why there is none; `blank` when the solver had nothing to say though its endpoint is well. */
export type Solved =
  | { readonly kind: "answer"; readonly text: string }
  | { readonly kind: "blank" }
  | { readonly kind: "trouble"; readonly trouble: string };

export interface SolvedBy {
  readonly seat: SolverSeat;
  /** Number of the attempt within its stage, from 0. */
  readonly attempt: number;
  readonly mode: SolverMode;
  readonly document: Privileged["document"];
}

/**
 * One answer of a solver in its mode. All requests of an attempt are numbered by `retry`: sample s makes its tries
 * from s * tries on, what combines the samples comes after them, the probe of a blank endpoint last.
 */
export async function solve(ask: AskSeat, example: Example, by: SolvedBy): Promise<Solved> {
  const { seat, attempt, mode, document } = by;
  const request = inMode(example.attempt(seat), mode, { document, reasoning: example.reasoning });
  const from = (request: Parameters<AskSeat>[1], place: number) =>
    answerTo(ask, request, { seat, attempt, first: place * tries });
  const samples = await allSettledInOrder(
    Array.from({ length: mode.samples }, (_, sample) => from(request, sample)),
  );
  const drawn = samples.flatMap((one) => (one.kind === "answer" ? [one.text] : []));
  if (drawn.length === 0) return blankOrTrouble(ask, example, by, samples[0]);
  if (mode.samples === 1) return { kind: "answer", text: drawn[0] ?? "" };
  const { agree } = example;
  return mode.combine === "majority" && agree !== undefined
    ? { kind: "answer", text: majorityOf(drawn, agree) }
    : from(synthesisRequest(request, drawn), mode.samples);
}

/** Waits for every one, so that none is under way when the first fault, by number, is passed on. */
export async function allSettledInOrder<T>(all: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(all);
  return settled.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}

async function answerTo(
  ask: AskSeat,
  request: Parameters<AskSeat>[1],
  { seat, attempt, first }: { readonly seat: SolverSeat; readonly attempt: number; readonly first: number },
): Promise<Solved> {
  let condition = "";
  let more: MoreOutput = {};
  for (let retry = 0; retry < tries; retry++) {
    const answer = await ask(seat, request, { attempt, retry: first + retry, ...more });
    const { reply } = answer;
    condition = replyCondition(reply);
    if (condition === "usable" && reply.text.trim() !== "") return { kind: "answer", text: reply.text };
    if (condition === "usable") condition = "empty";
    if (condition === "over_context") break;
    more = condition === "truncated" ? moreOutput(answer, 2 ** (retry + 1), more) : {};
  }
  if (condition === "empty") return { kind: "blank" };
  return { kind: "trouble", trouble: `${seat} solver's answer ${troubles[condition] ?? condition}` };
}

const troubles: Readonly<Record<string, string>> = {
  truncated: "stayed truncated at the output limit",
  filtered: "was withheld by the endpoint's content filter",
  over_context: "does not fit the model's context",
};

/** Blanks count only where the same seat answers a trivial question (paper, appendix C.3). */
async function blankOrTrouble(
  ask: AskSeat,
  example: Example,
  { seat, attempt, mode }: SolvedBy,
  first: Solved | undefined,
): Promise<Solved> {
  if (first?.kind === "trouble") return first;
  const stayedEmpty = { kind: "trouble", trouble: `${seat} solver's answer stayed empty` } as const;
  if (example.blank === undefined) return stayedEmpty;
  const { probe, answered } = example.blank;
  const probed = await ask(seat, probe, { attempt, retry: (mode.samples + 1) * tries });
  const well = replyCondition(probed.reply) === "usable" && answered(probed.reply.text);
  return well
    ? { kind: "blank" }
    : { kind: "trouble", trouble: `${stayedEmpty.trouble}, as did its answer to a trivial question` };
}
