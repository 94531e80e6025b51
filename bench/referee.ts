import { readHarnessFolder } from "../experiments/harness-folder.js";
import { loadFolder } from "../inner/corpus/load-folder.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import {
  type ExaminationRule,
  examinationRules,
  paperReferee,
  type RefereeRule,
  strictReferee,
} from "../inner/referee/rules.js";
import { kind as csResearch } from "../inner/tasks/cs-research/kind.js";
import { lintRules as lints, ruleOf } from "../inner/tasks/rubric/lint/rules.js";
import type { Trajectory } from "../inner/trajectory.js";
import type { CallKey } from "../models/call-key.js";
import { CorpusIndex } from "../models/simulated/text/corpus-index.js";
import { episodeBench } from "./episodes.js";
import { type Examined, examinedOf } from "./examinations.js";
import { allFour } from "./improvements.js";
import { table } from "./table.js";

const episodesPerArm = 400;

/**
 * How often a strict referee objects to what an honest harness had accepted without it: lints, of the examples that
 * were accepted under the paper's referee; the last look, of what the task's rule would accept. What a probe rejects is
 * told apart by what a judge without noise says of the same answers, which real models do not offer.
 */
export async function benchReferee(corpusFolder: string): Promise<void> {
  const { documents } = await loadFolder(corpusFolder, { minWords: 80 });
  const index = new CorpusIndex(documents);
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
    const calls: CallKey[] = [];
    const strict = await episodeBench(documents, { watch: (key) => calls.push(key) });
    const examined = examinedOf(await strict.run(files, times), calls, index);
    await strict.close();
    const printed = [
      `${corpusFolder}, ${name}: ${documents.length} documents x ${times}`,
      lintTable(accepted.map((body) => lintFindings(body).map(({ rule }) => rule))),
      ...rareFindings(accepted),
      lastLookTable(examined),
      callsLine(examined),
    ];
    process.stdout.write(`${printed.join("\n\n")}\n\n`);
  }
}

function lintTable(accepted: readonly (readonly RefereeRule[])[]): string {
  const rows = Object.keys(lints).map((rule) => [
    rule,
    String(accepted.filter((rules) => rules.includes(rule as RefereeRule)).length),
    `${accepted.length}`,
  ]);
  return table(["lint", "objects to", "of accepted under paper"], rows);
}

/** False alarms are counted on examples that are in truth without any fault. */
function lastLookTable(examined: readonly Examined[]): string {
  const acceptable = examined.filter(({ faults }) => faults.size === 0);
  const rows = (Object.keys(examinationRules) as ExaminationRule[]).map((rule) => {
    const rejected = examined.filter(({ failed }) => failed.has(rule));
    const faulty = examined.filter(({ faults }) => faults.has(rule));
    const caught = rejected.filter(({ faults }) => faults.has(rule));
    return [
      rule,
      `${rejected.length} of ${examined.length}`,
      `${caught.length} of ${faulty.length}`,
      shareText(acceptable.filter(({ failed }) => failed.has(rule)).length, acceptable.length),
    ];
  });
  const taken = (those: readonly Examined[]) => those.filter(({ failed }) => failed.size > 0).length;
  const faulty = examined.filter(({ faults }) => faults.size > 0);
  const all = [
    "any of them",
    `${taken(examined)} of ${examined.length}`,
    `${taken(faulty)} of ${faulty.length}`,
    shareText(taken(acceptable), acceptable.length),
  ];
  return table(
    ["last look", "rejects", "faulty ones caught", "false alarms of acceptable ones"],
    [...rows, all],
  );
}

function callsLine(examined: readonly Examined[]): string {
  const calls = examined.reduce((sum, one) => sum + one.calls, 0);
  const accepted = examined.filter(({ failed }) => failed.size === 0).length;
  return `${calls} calls for ${examined.length} last looks: ${(calls / examined.length).toFixed(2)} each, ${(calls / accepted).toFixed(2)} for each of ${accepted} accepted examples`;
}

const shareText = (part: number, whole: number) =>
  `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;

function acceptedBodies(trajectories: readonly Trajectory[]): unknown[] {
  return trajectories.flatMap(({ observation, events }) => {
    const last = events.filter((event) => event.kind === "proposed").at(-1);
    return observation.outcome === "accepted" && last !== undefined ? [last.body] : [];
  });
}

const strictTask = csResearch.choose({ referee: strictReferee }).task;

function lintFindings(body: unknown): { readonly rule: RefereeRule; readonly finding: string }[] {
  const read = strictTask.readDraft(body);
  if (read.ok) return [];
  return read.findings.flatMap((finding) => {
    const rule = ruleOf(finding);
    return rule === null ? [] : [{ rule, finding }];
  });
}

/** What lints said of single examples; polarity objects to many, with the same words each time. */
function rareFindings(accepted: readonly unknown[]): string[] {
  const findings = accepted.flatMap(lintFindings).filter(({ rule }) => rule !== "polarity");
  return findings.length === 0 ? [] : [findings.map(({ finding }) => `  ${finding}`).join("\n")];
}
