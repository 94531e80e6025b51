/** The lints that a draft must pass before any solver is paid, by the names that findings, history and pages use. */
export const lintRules = {
  polarity: "a criterion's wording contradicts its category",
  ceiling: "an ideal answer cannot reach the floor of the strong solver",
  compound: "one criterion asks for several things",
  formatting: "a criterion rewards form or length",
  duplicate: "two criteria ask for the same",
  "names-solver": "a criterion or text speaks of who answers",
  "instructs-judge": "a criterion tells the judge how to mark",
  "addresses-reader": "a text tells its reader how to answer",
  "hidden-text": "a text holds invisible or encoded characters",
} as const;

export type LintRule = keyof typeof lintRules;

/** One objection to a draft, as the challenger reads it behind the rule's name. */
export interface LintFinding {
  readonly rule: LintRule;
  /** Where in the draft, such as `rubric[3].criterion`. */
  readonly place: string;
  /** What is wrong and what to do, in one sentence. */
  readonly message: string;
}

/** The finding as feedback: `polarity: rubric[3].criterion: a negative criterion must ...`. */
export function findingText({ rule, place, message }: LintFinding): string {
  return `${rule}: ${place}: ${message}`;
}

/** The rule that a finding's text begins with; null for one of the form of the draft. */
export function ruleOf(finding: string): LintRule | null {
  const name = /^([a-z-]+): /.exec(finding)?.[1];
  return name !== undefined && Object.hasOwn(lintRules, name) ? (name as LintRule) : null;
}

export function beginning(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57).trimEnd()}...`;
}
