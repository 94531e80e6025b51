import { refereeRules } from "../../inner/referee/rules.js";
import type { Trajectory, TrajectoryEvent } from "../../inner/trajectory.js";
import { guardRules } from "../../outer/guard/guard.js";
import type { Rule } from "./attack.js";

/** How the host's refusals read, by the rule behind them. */
const refusals: readonly (readonly [RegExp, Rule])[] = [
  [/has not passed verification/, "verify-first"],
  [/had its \w+ stage|verdict on \w+ has been reached/, "one-evaluation"],
  [/needs its \w+ stage first/, "stage-order"],
  [/LIMIT: all \d+ rounds used/, "rounds"],
  [/^evaluate: near-duplicate/, "near-duplicate"],
];

/** How often each rule objected, in the guard and in the episodes. */
export function stoppedBy(
  guardFindings: readonly string[],
  trajectories: readonly Trajectory[],
): ReadonlyMap<Rule, number> {
  const rules = [
    ...guardFindings.map((finding) => named(finding, guardRules)),
    ...trajectories.flatMap(({ events }) => events.flatMap(rulesIn)),
    ...trajectories.flatMap(({ observation, events }) => endingRules(observation.outcome, events)),
  ];
  const counts = new Map<Rule, number>();
  for (const rule of rules) if (rule !== null) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

function rulesIn(event: TrajectoryEvent): (Rule | null)[] {
  switch (event.kind) {
    case "findings":
      return event.findings.map((finding) =>
        finding.includes("proposed before") ? "same-example" : named(finding, refereeRules),
      );
    case "verdict":
      return (event.examination ?? []).flatMap(({ rule, passed }) => (passed ? [] : [rule as Rule]));
    case "refused":
      return [refusals.find(([pattern]) => pattern.test(event.message))?.[1] ?? null];
    case "skip":
      return event.confirmed ? [] : ["skip-confirmed"];
    default:
      return [];
  }
}

/** What is claimed in vain, and episodes that were to be left out. */
function endingRules(outcome: string, events: readonly TrajectoryEvent[]): Rule[] {
  const claimed = events.some((event) => event.kind === "note" && /\bACCEPTED\b/.test(event.text));
  return [
    ...(claimed && outcome !== "accepted" ? (["record-only"] as const) : []),
    ...(outcome === "gave_up" || outcome === "harness_failed" ? (["every-episode-counts"] as const) : []),
  ];
}

function named(finding: string, rules: Readonly<Record<string, string>>): Rule | null {
  const name = /^([a-z-]+): /.exec(finding)?.[1];
  return name !== undefined && Object.hasOwn(rules, name) ? (name as Rule) : null;
}
