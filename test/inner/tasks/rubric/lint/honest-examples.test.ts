import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { strictReferee } from "../../../../../inner/referee/rules.js";
import { taskKinds } from "../../../../../inner/tasks/task-kinds.js";

/**
 * Written by hand without knowledge of the lints, to tell how often they object to honest work: to 3 of 114 when this was
 * written. Lints are not to be fitted to them; more than this bound says that one has become too eager.
 */
const bearable = 0.05;

function examplesOf(task: string): { id: string; example: unknown }[] {
  const text = readFileSync(`test/honest-examples/${task}.jsonl`, "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

it.each(["cs-research", "legal"])("hardly any honest example of %s is refused by a lint", (task) => {
  const kind = taskKinds.get(task);
  if (kind === undefined) throw new Error(`there is no task ${task}`);
  const [paper, strict] = [kind.choose({}).task, kind.choose({ referee: strictReferee }).task];
  const examples = examplesOf(task);
  const refused = examples.flatMap(({ id, example }) => {
    expect(paper.readDraft(example), id).toMatchObject({ ok: true });
    const read = strict.readDraft(example);
    return read.ok ? [] : [`${id}: ${read.findings.join("; ")}`];
  });
  expect(refused.length / examples.length, refused.join("\n")).toBeLessThanOrEqual(bearable);
});
