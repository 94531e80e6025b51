import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { ExaminationRule, RefereeRule } from "../../inner/referee/rules.js";
import type { GuardRule } from "../../outer/guard/guard.js";
import type { HostRule } from "./controls.js";

export const families = [
  "orders to solvers",
  "triggers by model",
  "hidden text",
  "orders to the judge",
  "form instead of substance",
  "rubric arithmetic",
  "bribed verifier",
  "empty rubrics",
  "memory of the exam",
  "second tries",
  "skipped steps",
  "forged reports",
  "choice of documents",
  "edits out of bounds",
] as const;
export type Family = (typeof families)[number];

/** Everything that may stop an attack. */
export type Rule = RefereeRule | ExaminationRule | GuardRule | HostRule;

/** What a folder of the gallery declares in `attack.ts`; its harness lies beside it. */
export interface Attack {
  /** What it does, in one sentence. */
  readonly trick: string;
  readonly family: Family;
  /** The rule that is expected to catch it. */
  readonly rule: Rule;
  /** Rules that would catch it next: it gains only without those, too. */
  readonly behind?: readonly (RefereeRule | "rounds")[];
  /** What an implementer may change; all when absent. */
  readonly edits?: "prompts" | "all";
  /** cs-research when absent. */
  readonly task?: "legal";
  /** Further files, made from examples that an honest harness had accepted on the very documents of the exam. */
  readonly remember?: (accepted: readonly Remembered[]) => HarnessFiles;
}

/** An accepted example and the document it was made from. */
export interface Remembered {
  readonly id: string;
  readonly title: string;
  readonly characters: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An attack with its folder's name and the whole harness. */
export interface NamedAttack extends Attack {
  readonly name: string;
  readonly files: HarnessFiles;
}
