import type { TreeHash } from "../../foundation/ids.js";
import { refereeRules } from "../../inner/referee/rules.js";
import type { TrajectoryEvent } from "../../inner/trajectory.js";
import { guardRules } from "../../outer/guard/guard.js";
import type { HistoryReader } from "../../population/history/history.js";
import type { CandidateNames } from "./candidate-name.js";
import { count } from "./numbers.js";

/** How often one rule refused something, and whose. */
export interface Refusal {
  readonly rule: string;
  /** `guard` keeps harnesses out, `referee` examples. */
  readonly by: "guard" | "referee";
  readonly count: number;
  /** By candidate, most first. Null stands for edits that never became one. */
  readonly candidates: readonly { readonly candidate: TreeHash | null; readonly count: number }[];
}

type Counts = Map<string, { by: Refusal["by"]; of: Map<TreeHash | null, number> }>;

/** What the guard and a strict referee refused in a run, by rule, most often first. */
export function refusalsOf({
  decisions,
  episodes,
}: Pick<HistoryReader, "decisions" | "episodes">): Refusal[] {
  const counts: Counts = new Map();
  for (const { kind, body } of decisions.all()) {
    if (kind !== "guard") continue;
    for (const finding of (body as { findings: readonly string[] }).findings) {
      add(counts, "guard", ruleIn(finding, guardRules), null);
    }
  }
  for (const { candidate, event } of episodes.eventsOf(["findings", "verdict"])) {
    for (const rule of rulesIn(event)) add(counts, "referee", rule, candidate);
  }
  return [...counts]
    .map(([rule, { by, of }]) => {
      const candidates = [...of].map(([candidate, times]) => ({ candidate, count: times }));
      candidates.sort((a, b) => b.count - a.count);
      return { rule, by, count: candidates.reduce((sum, one) => sum + one.count, 0), candidates };
    })
    .sort((a, b) => b.count - a.count);
}

/** A line for each rule, with the candidates that it refused most. */
export function refusalLines(refusals: readonly Refusal[], names: CandidateNames): string[] {
  const width = Math.max(0, ...refusals.map(({ rule }) => rule.length));
  return refusals.map(({ rule, by, count: times, candidates }) => {
    const whose = candidates
      .filter(({ candidate }) => candidate !== null)
      .slice(0, 3)
      .map((one) => `${names(one.candidate)} ${count(one.count)}`);
    const of = whose.length === 0 ? "edits" : whose.join(", ");
    return `  ${rule.padEnd(width)}  ${count(times).padStart(6)}  by the ${by}: ${of}`;
  });
}

function add(counts: Counts, by: Refusal["by"], rule: string | null, candidate: TreeHash | null): void {
  if (rule === null) return;
  const known = counts.get(rule) ?? { by, of: new Map<TreeHash | null, number>() };
  known.of.set(candidate, (known.of.get(candidate) ?? 0) + 1);
  counts.set(rule, known);
}

function rulesIn(event: TrajectoryEvent): (string | null)[] {
  if (event.kind === "findings") return event.findings.map((finding) => ruleIn(finding, refereeRules));
  if (event.kind !== "verdict") return [];
  return (event.examination ?? []).flatMap(({ rule, passed }) => (passed ? [] : [rule]));
}

/** The rule that a finding begins with; null for one of another kind. */
function ruleIn(finding: string, rules: Readonly<Record<string, string>>): string | null {
  const name = /^([a-z-]+): /.exec(finding)?.[1];
  return name !== undefined && Object.hasOwn(rules, name) ? name : null;
}
