import { type AnswerPair, answerPairs, outcome } from "../test/inner/tasks/verifiable/answer-pairs.js";
import { table } from "./table.js";

/**
 * Answer pairs compared by code alone, by kind: how many it decides rightly, leaves to a model, and decides wrongly.
 * `depends` counts the pairs that only their question settles; leaving those undecided is right.
 */
export async function benchAnswers(): Promise<void> {
  const pairs = answerPairs();
  const kinds = [...new Set(pairs.map((pair) => pair.kind))];
  const rows = [
    ...kinds.map((kind) =>
      row(
        kind,
        pairs.filter((pair) => pair.kind === kind),
      ),
    ),
    row("all", pairs),
  ];
  process.stdout.write(
    `${table(["kind", "pairs", "equal", "different", "undecided", "of these depends", "wrong"], rows)}\n`,
  );
}

function row(name: string, pairs: readonly AnswerPair[]): string[] {
  const outcomes = pairs.map((pair) => ({ truth: pair.truth, outcome: outcome(pair) }));
  const count = (...wanted: readonly string[]) =>
    String(outcomes.filter((one) => wanted.includes(`${one.outcome} ${one.truth}`)).length);
  return [
    name,
    String(pairs.length),
    count("right equal"),
    count("right different"),
    count("undecided equal", "undecided different", "undecided depends"),
    count("undecided depends"),
    count("wrong equal", "wrong different", "wrong depends"),
  ];
}
