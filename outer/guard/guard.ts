import type { CopiedText } from "../../inner/corpus/copied-text.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { bundleHarness } from "../../inner/sandbox/bundle.js";
import type { DecisionBody } from "../decisions.js";
import { copiedFindings } from "./copied-passages.js";
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
  /** Runs one trial episode; resolves to what went wrong, or null. */
  readonly smoke: (files: HarnessFiles) => Promise<string | null>;
}

type Stage = () => readonly string[] | Promise<readonly string[]>;

/**
 * Decides whether an edited harness may be run on validation documents (paper, section 7: guards belong to the
 * outer loop). The cheap checks come first, and the first that finds something ends the examination.
 */
export async function guard(
  parent: HarnessFiles,
  mutant: HarnessFiles,
  options: GuardOptions,
): Promise<DecisionBody<"guard">> {
  const findings = await firstFindings([
    () => pathFindings(parent, mutant, options.edits),
    () => sizeFindings(mutant),
    () => copiedFindings(parent, mutant, options.copiedPassage),
    () => parseFindings(mutant),
    () => options.typeCheck(mutant),
    async () => smokeFindings(await options.smoke(mutant)),
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
): Promise<readonly string[]> {
  return firstFindings([
    () => pathFindings(parent, mutant, options.edits),
    () => sizeFindings(mutant),
    () => parseFindings(mutant),
    () => options.typeCheck(mutant),
  ]);
}

async function firstFindings(stages: readonly Stage[]): Promise<readonly string[]> {
  for (const stage of stages) {
    const findings = await stage();
    if (findings.length > 0) return findings;
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
