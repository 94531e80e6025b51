import { UsageError } from "../foundation/errors.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import { checkHarness } from "../outer/guard/guard.js";
import { createTypeCheck } from "../outer/guard/type-check.js";

export interface NamedBaseline {
  readonly baseline: HarnessFiles;
  /** What it was called where it was asked for. */
  readonly definition: { readonly harness: string };
}

/**
 * Checks that the baseline itself is a harness: what its descendants are held to, they must not inherit broken.
 * @throws UsageError with the first finding.
 */
export async function requireSoundBaseline({ baseline, definition }: NamedBaseline): Promise<void> {
  const findings = await checkHarness(baseline, baseline, { edits: "all", typeCheck: createTypeCheck() });
  if (findings.length === 0) return;
  throw new UsageError(`the baseline harness ${definition.harness} cannot be used: ${findings.join("; ")}`);
}
