import { type LintRule, lintRules } from "../tasks/rubric/lint/rules.js";

/** What a strict referee checks besides drafts, by the names that verdicts, history and pages use. */
export const examinationRules = {
  "final-audit": "the referee's own verifier objects to what would be accepted",
  "probe-empty": "an empty answer scores",
  "probe-off-topic": "a fluent answer about something else scores",
  "probe-context": "the text that solvers are shown scores as an answer",
  "probe-reference": "the reference answer does not score near the ceiling",
  "judge-agreement": "the judge marks the same answer differently the second time",
} as const;
export type ExaminationRule = keyof typeof examinationRules;

/** What a strict referee refuses to evaluate. */
export const evaluationRules = {
  "near-duplicate": "an example that is, but for a few words, one that was evaluated in this episode",
} as const;

/** Every check that the preset `strict` has and `paper` has not. */
export const refereeRules = { ...lintRules, ...examinationRules, ...evaluationRules } as const;
export type RefereeRule = LintRule | ExaminationRule | keyof typeof evaluationRules;
export const refereeRuleNames = Object.keys(refereeRules) as [RefereeRule, ...RefereeRule[]];

/**
 * Which checks the referee makes beyond the paper's: `strict` has every one but those it goes without, `paper` none,
 * for comparison with published numbers.
 */
export interface Referee {
  readonly preset: "strict" | "paper";
  readonly without: readonly RefereeRule[];
}

export const strictReferee: Referee = { preset: "strict", without: [] };
export const paperReferee: Referee = { preset: "paper", without: [] };

/** As an experiment writes it; a mapping stands for a strict referee that goes without some rules. */
export type WrittenReferee = Referee["preset"] | { readonly without: readonly RefereeRule[] };

export function refereeOf(written: WrittenReferee): Referee {
  if (typeof written !== "string") return { preset: "strict", without: written.without };
  return written === "strict" ? strictReferee : paperReferee;
}

/** Whether a referee has a rule. */
export function hasRule({ preset, without }: Referee, rule: RefereeRule): boolean {
  return preset === "strict" && !without.includes(rule);
}

/** As results are named with it: `strict`, `paper`, `strict without polarity, ceiling`. */
export function refereeName({ preset, without }: Referee): string {
  return preset === "strict" && without.length > 0 ? `strict without ${without.join(", ")}` : preset;
}
