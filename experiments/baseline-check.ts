import { UsageError } from "../foundation/errors.js";
import { checkHarness } from "../outer/guard/guard.js";
import { createTypeCheck } from "../outer/guard/type-check.js";
import type { PreparedExperiment } from "./prepare.js";

/**
 * Checks that the baseline itself is a harness: what its descendants are held to, they must not inherit broken.
 * @throws UsageError with the first finding.
 */
export async function requireSoundBaseline({ baseline, definition }: PreparedExperiment): Promise<void> {
  const findings = await checkHarness(baseline, baseline, { edits: "all", typeCheck: createTypeCheck() });
  if (findings.length === 0) return;
  throw new UsageError(`the baseline harness ${definition.harness} cannot be used: ${findings.join("; ")}`);
}
