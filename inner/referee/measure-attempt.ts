import type { Example } from "../tasks/task.js";
import type { Attempt } from "../trajectory.js";
import { type AskSeat, askJudge } from "./ask-seat.js";
import { type SolvedBy, solve } from "./solve.js";

/** Where an attempt stands; its number is also the judge's. */
export interface AttemptPlace extends SolvedBy {
  readonly stage: string;
}

/**
 * One solver answer and its marks. An answer that stays truncated, empty, filtered or over context, and marks
 * that stay unreadable, give an attempt without score: never a zero.
 */
export async function measureAttempt(ask: AskSeat, example: Example, by: AttemptPlace): Promise<Attempt> {
  const { stage, seat, attempt } = by;
  const unmeasured = (answer: string, trouble: string): Attempt => ({
    ...{ stage, seat, attempt, answer, marks: [], score: null, trouble },
  });
  const solved = await solve(ask, example, by);
  if (solved.kind === "trouble") return unmeasured("", solved.trouble);
  if (solved.kind === "blank") {
    const marks = example.blank?.marks ?? [];
    return { stage, seat, attempt, answer: "", marks, score: example.score(marks), trouble: "" };
  }
  const answer = solved.text;
  const judged = await askJudge(ask, example.judgement(answer), attempt, (text) =>
    example.readJudgement(text, answer),
  );
  if (!judged.ok) return unmeasured(answer, `unjudgeable: ${judged.problem}`);
  return {
    stage,
    seat,
    attempt,
    answer,
    marks: judged.value,
    score: example.score(judged.value),
    trouble: "",
  };
}
