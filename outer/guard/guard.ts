import type { CopiedText } from "../../inner/corpus/copied-text.js";
import type { RareEntities } from "../../inner/corpus/rare-entities.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { bundleHarness } from "../../inner/sandbox/bundle.js";
import type { DecisionBody } from "../decisions.js";
import { copiedFindings } from "./copied-passages.js";
import { memoryFindings } from "./exam-memory.js";
import { type Edits, pathFindings } from "./paths.js";
import { sizeFindings } from "./sizes.js";
import type { TypeCheck } from "./type-check.js";

/** What the checks that need no episode and no corpus depend on. */
export interface CheckOptions {
  readonly edits: Edits;
  readonly typeCheck: TypeCheck;
}

export interface GuardOptions extends CheckOptions {
  /** Recognises text of the corpus, every split of it. */
  readonly copiedPassage: CopiedText["copiedPassage"];
  /** Recognises what only one document is about, of every split. */
  readonly entities: RareEntities;
  /** Runs one trial episode; resolves to what went wrong, or null. */
  readonly smoke: (files: HarnessFiles) => Promise<string | null>;
}

/** What the guard looks at, in this order, by the names that its findings begin with. */
export const guardRules = {
  paths: "files where none may be, or changes of what may not be changed",
  "plain-text": "too much text, or characters that nobody sees",
  "copied-text": "passages of a document of the corpus",
  "exam-memory": "names and numbers of one document, its id or its title",
  bundle: "code that cannot be bundled",
  types: "code that does not fit the harness contract",
  "trial-episode": "a trial episode in which the code fails",
} as const;
export type GuardRule = keyof typeof guardRules;

type Findings = readonly string[];
type Stage = readonly [GuardRule, () => Findings | Promise<Findings>];

/**
 * Decides whether an edited harness may be run on validation documents (paper, section 7: guards belong to the
 * outer loop). The cheap checks come first, and the first that finds something ends the examination. Every finding
 * begins with the name of its rule.
 */
export async function guard(
  parent: HarnessFiles,
  mutant: HarnessFiles,
  options: GuardOptions,
): Promise<DecisionBody<"guard">> {
  const findings = await firstFindings([
    ["paths", () => pathFindings(parent, mutant, options.edits)],
    ["plain-text", () => sizeFindings(mutant)],
    ["copied-text", () => copiedFindings(parent, mutant, options.copiedPassage)],
    ["exam-memory", () => memoryFindings(parent, mutant, options.entities)],
    ["bundle", () => parseFindings(mutant)],
    ["types", () => options.typeCheck(mutant)],
    ["trial-episode", async () => smokeFindings(await options.smoke(mutant))],
  ]);
  return { passed: findings.length === 0, findings: [...findings] };
}

/**
 * The guard's findings without trial episode and corpus: what an implementer may ask for while it works. Whether
 * a text stands in a document is not among it, since that would let documents be guessed.
 */
export function checkHarness(
  parent: HarnessFiles,
  mutant: HarnessFiles,
  options: CheckOptions,
): Promise<Findings> {
  return firstFindings([
    ["paths", () => pathFindings(parent, mutant, options.edits)],
    ["plain-text", () => sizeFindings(mutant)],
    ["bundle", () => parseFindings(mutant)],
    ["types", () => options.typeCheck(mutant)],
  ]);
}

async function firstFindings(stages: readonly Stage[]): Promise<Findings> {
  for (const [rule, find] of stages) {
    const findings = await find();
    if (findings.length > 0) return findings.map((finding) => `${rule}: ${finding}`);
  }
  return [];
}

async function parseFindings(mutant: HarnessFiles): Promise<string[]> {
  const bundle = await bundleHarness(mutant);
  return bundle.ok ? [] : [`the code cannot be bundled: ${bundle.message}`];
}

function smokeFindings(failure: string | null): string[] {
  return failure === null ? [] : [`the trial episode failed: ${failure}`];
}
