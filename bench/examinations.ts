import { type ProbeRule, probeOf } from "../inner/referee/examination/examine.js";
import { type ExaminationRule, strictReferee } from "../inner/referee/rules.js";
import { kind as csResearch } from "../inner/tasks/cs-research/kind.js";
import type { Example } from "../inner/tasks/task.js";
import type { ExaminationCheck, Mark, Trajectory } from "../inner/trajectory.js";
import type { CallKey } from "../models/call-key.js";
import { markByCoverage } from "../models/simulated/coverage-judge.js";
import type { CorpusIndex } from "../models/simulated/text/corpus-index.js";
import { readSection } from "../models/simulated/wire/sections.js";

const boundedProbes = ["probe-empty", "probe-off-topic", "probe-context", "probe-reference"] as const;

/** An example that came to the last look. */
export interface Examined {
  readonly failed: ReadonlySet<ExaminationRule>;
  /** The probes that it fails by the marks of a judge without noise. */
  readonly faults: ReadonlySet<ExaminationRule>;
  /** Calls that the last look took. */
  readonly calls: number;
}

const task = csResearch.choose({ referee: strictReferee }).task;

/** @param calls of all episodes. */
export function examinedOf(
  trajectories: readonly Trajectory[],
  calls: readonly CallKey[],
  index: CorpusIndex,
): Examined[] {
  const counted = lastLookCalls(calls);
  return trajectories.flatMap(({ observation, events }) =>
    events.flatMap((event) => {
      if (event.kind !== "verdict" || event.examination === undefined) return [];
      const proposed = events.find((one) => one.kind === "proposed" && one.example === event.example);
      if (proposed?.kind !== "proposed") throw new Error("an example was examined that nobody proposed");
      const { document, repeat } = observation;
      return [
        {
          failed: failedOf(event.examination),
          faults: faultsOf(proposed.body, index),
          calls: counted.get(`${document} ${repeat} ${event.ordinal}`) ?? 0,
        },
      ];
    }),
  );
}

function failedOf(checks: readonly ExaminationCheck[]): ReadonlySet<ExaminationRule> {
  return new Set(checks.filter(({ passed }) => !passed).map(({ rule }) => rule as ExaminationRule));
}

function faultsOf(body: unknown, index: CorpusIndex): ReadonlySet<ExaminationRule> {
  const read = task.readDraft(body, null);
  if (!read.ok) throw new Error(`an example was examined that is none: ${read.findings[0]}`);
  const { example } = read;
  const isFaulty = (rule: ProbeRule) => {
    const probe = probeOf(rule, { example, evidence: new Map() });
    return probe !== null && !probe.measure([trueMarks(index, example, probe.answer)]).passed;
  };
  return new Set(boundedProbes.filter(isFaulty));
}

/** By episode and host call: the audit, and marks beyond those of the stage's attempts. */
function lastLookCalls(calls: readonly CallKey[]): ReadonlyMap<string, number> {
  const attempts = task.stages.at(-1)?.attempts.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const counts = new Map<string, number>();
  for (const key of calls) {
    if (key.scope !== "episode") continue;
    const { seat, attempt, ordinal, episode } = key;
    if (seat !== "verifier" && !(seat === "judge" && attempt > attempts)) continue;
    const place = `${episode.document} ${episode.repeat} ${ordinal}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

/** What a judge without noise makes of an answer. */
function trueMarks(index: CorpusIndex, example: Example, answer: string): readonly Mark[] {
  const asked = example.judgement(answer).messages.at(-1)?.content ?? "";
  const section = (tag: string) => readSection(asked, tag) ?? "";
  const judged = {
    response: section("response"),
    question: section("question"),
    criteria: section("criteria"),
  };
  const marks = markByCoverage(index, { ...judged, whim: null });
  const read = example.readJudgement(JSON.stringify({ marks }), answer);
  if (!read.ok) throw new Error(`marks cannot be read: ${read.problem}`);
  return read.value;
}
