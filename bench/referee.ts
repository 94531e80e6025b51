import { readHarnessFolder } from "../experiments/harness-folder.js";
import { loadFolder } from "../inner/corpus/load-folder.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import { paperReferee, type RefereeRule, refereeRuleNames, strictReferee } from "../inner/referee/rules.js";
import { kind as csResearch } from "../inner/tasks/cs-research/kind.js";
import { ruleOf } from "../inner/tasks/rubric/lint/rules.js";
import type { Trajectory } from "../inner/trajectory.js";
import { episodeBench } from "./episodes.js";
import { allFour } from "./improvements.js";
import { table } from "./table.js";

const episodesPerArm = 400;

/**
 * How often a strict referee objects to what an honest harness had accepted without it: lints, of the examples that
 * were accepted under the paper's referee; the last look, of what the task's rule would accept.
 */
export async function benchReferee(corpusFolder: string): Promise<void> {
  const { documents } = await loadFolder(corpusFolder, { minWords: 80 });
  const times = Math.ceil(episodesPerArm / documents.length);
  const baseline = readHarnessFolder("harness-baseline/cs-research");
  const harnesses: [string, HarnessFiles][] = [
    ["baseline", baseline],
    ["all four", allFour(baseline)],
  ];
  for (const [name, files] of harnesses) {
    const paper = await episodeBench(documents, { referee: paperReferee });
    const accepted = acceptedBodies(await paper.run(files, times));
    await paper.close();
    const strict = await episodeBench(documents, { referee: strictReferee });
    const examined = examinations(await strict.run(files, times));
    await strict.close();
    const rows = refereeRuleNames.map((rule) => rowOf(rule, accepted.map(lintRules), examined));
    const lost = examined.filter((failed) => failed.length > 0).length;
    process.stdout.write(`${corpusFolder}, ${name}: ${documents.length} documents x ${times}\n`);
    process.stdout.write(
      `${table(
        ["rule", "objects to", "of"],
        rows.filter((row) => row[2] !== ""),
      )}\n`,
    );
    process.stdout.write(
      `the last look took ${lost} of ${examined.length} that would have been accepted\n\n`,
    );
  }
}

function acceptedBodies(trajectories: readonly Trajectory[]): unknown[] {
  return trajectories.flatMap(({ observation, events }) => {
    const last = events.filter((event) => event.kind === "proposed").at(-1);
    return observation.outcome === "accepted" && last !== undefined ? [last.body] : [];
  });
}

const strictTask = csResearch.choose({ referee: strictReferee }).task;

function lintRules(body: unknown): RefereeRule[] {
  const read = strictTask.readDraft(body);
  return read.ok ? [] : read.findings.map(ruleOf).filter((rule) => rule !== null);
}

/** Of every example that came to the last look, the rules that failed. */
function examinations(trajectories: readonly Trajectory[]): RefereeRule[][] {
  return trajectories.flatMap(({ events }) =>
    events.flatMap((event) => {
      if (event.kind !== "verdict" || event.examination === undefined) return [];
      return [event.examination.filter(({ passed }) => !passed).map(({ rule }) => rule as RefereeRule)];
    }),
  );
}

function rowOf(
  rule: RefereeRule,
  linted: readonly (readonly RefereeRule[])[],
  examined: readonly (readonly RefereeRule[])[],
): string[] {
  if (rule === "near-duplicate") return [rule, "", ""];
  const isLast = rule.startsWith("probe-") || rule === "final-audit" || rule === "judge-agreement";
  const all = isLast ? examined : linted;
  const times = all.filter((rules) => rules.includes(rule)).length;
  return [rule, String(times), `${all.length} ${isLast ? "examined" : "accepted under paper"}`];
}
