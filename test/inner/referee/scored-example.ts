import type { AskSeat } from "../../../inner/referee/ask-seat.js";
import { fractionOfDecimal } from "../../../inner/referee/fraction.js";
import { runStage, type StageResult } from "../../../inner/referee/run-stage.js";
import type { Evidence, Task } from "../../../inner/tasks/task.js";
import { noUsage } from "../../../models/usage.js";
import { document, riddle } from "./made-up-task.js";

/** What an attempt will score, from 0 to 1; null where the judge's marks stay unreadable. */
export type Scripted = number | null;
export type ScriptedScores = Readonly<Record<"weak" | "strong", readonly Scripted[]>>;

export interface Played {
  readonly stages: readonly StageResult[];
  /** Every call as stage, seat, attempt and retry with its reply. */
  readonly calls: readonly string[];
  /** Of the last stage that was run. */
  readonly decision: string | null;
  readonly lines: readonly string[];
}

/** An example whose marks say what the judge was told to say; 1 or 0 where a task wants right or wrong. */
const example = riddle({
  judgement: (answer) => ({ messages: [{ role: "user", content: answer }] }),
  readJudgement: (text) => {
    const value = Number(text);
    return Number.isNaN(value)
      ? { ok: false, problem: "Say a number." }
      : { ok: true, value: [{ met: value > 0, reason: text }] };
  },
  score: ([mark]) => fractionOfDecimal(Number(mark?.reason)),
});

/** Runs the stages of a task on one example, until a verdict, with attempts that score as they are told. */
export async function play(
  task: Task,
  scores: ScriptedScores,
  delay: (call: number) => number = () => 0,
): Promise<Played> {
  const calls: string[] = [];
  const stages: StageResult[] = [];
  const evidence = new Map<string, Evidence extends ReadonlyMap<string, infer A> ? A : never>();
  for (const stage of task.stages) {
    const seatsOf = stage.attempts.flatMap(({ seat, count }) => Array.from({ length: count }, () => seat));
    const ask: AskSeat = async (seat, { messages }, { attempt, retry }) => {
      const solver = seatsOf[attempt] ?? "weak";
      const number = attempt - seatsOf.indexOf(solver);
      const text =
        seat === "judge" ? String(scores[solver][number] ?? "unreadable") : `${seat} answer ${attempt}`;
      calls.push([stage.name, seat, attempt, retry, messages.length, text].join(" "));
      for (let turn = delay(calls.length); turn > 0; turn--) await Promise.resolve();
      return { reply: { text, toolCalls: [], finish: "stop", reasoning: null }, usage: noUsage };
    };
    const scene = { task, stage, example, document, earlier: new Map(evidence), reviews: [] };
    const result = await runStage(scene, ask);
    stages.push(result);
    if (result.measured) evidence.set(stage.name, result.attempts);
    if (result.verdict.verdict !== null) break;
  }
  const last = stages.at(-1)?.verdict;
  return { stages, calls, decision: last?.verdict?.decision ?? null, lines: last?.lines ?? [] };
}
